//! Two real threads on the real kernel. What only timing decides is left to `interleavings`.

use super::{Caller, Command, Desk, Start};
use crate::engine::{Calls, Demand, Engine};
use crate::generated::layout::{BatchKind, batch_field};
use crate::memory::{Memory, Record};
use crate::platform::{KernelSockets, Platform, SystemClock};
use crate::poller::MioPoller;
use crate::shm::Shared;
use crate::slots::{Direction, Operation, SlotId};
use crate::sys::{socket, stream};
use crate::tables::Tables;
use crate::trace::Trace;
use parking_lot::{Condvar, Mutex};
use socket2::Type;
use std::os::fd::RawFd;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

struct Apart;

impl Platform for Apart {
    type Poller = MioPoller;
    type Sockets = KernelSockets;
    type Clock = SystemClock;
    type Host = Desk;
    const IMMEDIATE: bool = false;
}

/// Where JavaScript's thread sleeps. Not a channel: the sanitizer does not understand those of the standard library.
#[derive(Clone, Default)]
struct Bed(Arc<(Mutex<bool>, Condvar)>);

impl Bed {
    fn wake(&self) {
        let (woken, news) = &*self.0;
        *woken.lock() = true;
        news.notify_one();
    }

    fn is_awake(&self) -> bool {
        *self.0.0.lock()
    }

    /// Forgets that it was woken.
    fn make(&self) {
        *self.0.0.lock() = false;
    }

    fn sleep(&self) {
        let (woken, news) = &*self.0;
        let mut woken = woken.lock();
        while !*woken {
            assert!(!news.wait_for(&mut woken, Duration::from_secs(20)).timed_out(), "never woken");
        }
        *woken = false;
    }
}

/// What JavaScript's thread has of a loop.
struct Script {
    caller: Caller<Apart>,
    slab: Shared,
    bed: Bed,
}

impl Script {
    fn new(capacity: usize) -> Self {
        let memory = Memory::new(capacity, 64 * 1024);
        let slab = memory.slab.clone();
        let calls = Calls::new(MioPoller::new().unwrap(), KernelSockets::default(), Trace::default());
        let engine = Engine::new(calls, SystemClock::default(), Desk::default(), Tables::default(), memory);
        let bed = Bed::default();
        let waker = bed.clone();
        let caller = Caller::start(engine, capacity, Box::new(move || waker.wake())).unwrap();
        Self { caller, slab, bed }
    }

    fn pair(&self) -> [(RawFd, SlotId); 2] {
        socket::pair(Type::STREAM)
            .unwrap()
            .map(|fd| (fd, self.caller.call(|engine| engine.attach(fd)).unwrap().unwrap()))
    }

    /// Waits until the I/O thread does.
    fn fall_asleep(&self) {
        while !self.caller.shared().asleep.load(Ordering::Relaxed) {
            std::thread::yield_now();
        }
        // It was about to, and may have been on its way to tell of something.
        self.bed.make();
    }

    fn post(&mut self, slot: SlotId, operation: Operation, start: Start) {
        self.caller.post(Command::Start { slot, operation, start });
        self.caller.flush();
    }

    /// The next records, once there are some; `see` is called before their bytes are given back.
    fn turn(&mut self, mut see: impl FnMut(&mut Self, Record)) {
        if !self.caller.has_untold() {
            self.bed.sleep();
        }
        self.caller.listen();
        let records: Vec<Record> = self.caller.take(usize::MAX).collect();
        for record in records {
            see(self, record);
        }
        self.caller.delivered();
        self.caller.flush();
    }

    fn bytes(&mut self, record: Record) -> Vec<u8> {
        let start = record.word(batch_field::OFFSET) as usize;
        self.slab.bytes(start..start + record.word(batch_field::VALUE) as usize).to_vec()
    }
}

fn kind(record: &Record) -> BatchKind {
    BatchKind::from_u8(record.word(batch_field::KIND) as u8).unwrap()
}

#[test]
fn bytes_go_round_between_the_threads() {
    let mut script = Script::new(4);
    let [(a, here), (b, there)] = script.pair();
    let mut rounds = 0;
    script.post(there, 1, Start::Receive(100));
    script.post(here, 0, Start::Send(Box::from(*b"round")));
    while rounds < 2000 {
        script.turn(|script, record| {
            if kind(&record) != BatchKind::Received {
                return;
            }
            let bytes = script.bytes(record);
            assert_eq!(bytes, b"round");
            rounds += 1;
            let (from, to) = if record.word(batch_field::OPERATION) == 1 { (there, here) } else { (here, there) };
            script.post(to, u32::from(to == there), Start::Receive(100));
            script.post(from, 10 + u32::from(to == there), Start::Send(bytes.into()));
        });
    }
    script.caller.end();
    drop(script);
    [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
}

#[test]
fn all_is_received_whole_although_neither_ring_nor_slab_holds_it() {
    const LENGTH: usize = 2_000_000;
    let mut script = Script::new(2);
    let [(a, here), (b, there)] = script.pair();
    let sent: Vec<u8> = (0..LENGTH).map(|at| (at ^ at >> 8) as u8).collect();
    script.post(here, 0, Start::Send(sent.clone().into()));
    script.post(there, 1, Start::Receive(30_000));
    let mut received = Vec::new();
    let mut settled = false;
    while received.len() < LENGTH || !settled {
        script.turn(|script, record| match kind(&record) {
            BatchKind::Received => {
                received.extend(script.bytes(record));
                script.post(there, 1, Start::Receive(30_000));
            }
            BatchKind::Sent => settled = true,
            other => panic!("{other:?}"),
        });
    }
    assert!(received == sent);
    script.caller.end();
    [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
}

#[test]
fn connections_carry_all_that_is_written_and_close() {
    const LENGTH: usize = 2_000_000;
    let mut script = Script::new(4);
    let ends = socket::pair(Type::STREAM).unwrap();
    let [from, to] = ends.map(|fd| script.caller.call(|engine| engine.open_transport(fd)).unwrap().unwrap());
    let sent: Vec<u8> = (0..LENGTH).map(|at| (at ^ at >> 8) as u8).collect();
    let (mut lengths, mut rest) = ([1, 100_000, 10, 3000].into_iter().cycle(), &sent[..]);
    script.caller.post(Command::Demand(to, Demand::Resume));
    while let Some(length) = lengths.next().filter(|_| !rest.is_empty()) {
        let (bytes, others) = rest.split_at(length.min(rest.len()));
        script.caller.post(Command::Write { slot: from, bytes: bytes.to_vec(), asks: true });
        rest = others;
    }
    script.caller.post(Command::Demand(from, Demand::Close));
    script.caller.flush();
    let (mut received, mut written, mut lost) = (Vec::new(), 0, 0);
    while lost < 2 {
        script.turn(|script, record| match kind(&record) {
            BatchKind::Data => received.extend(script.bytes(record)),
            BatchKind::Written => written += record.word(batch_field::VALUE) as usize,
            BatchKind::Ended => script.caller.post(Command::Demand(to, Demand::Close)),
            BatchKind::Lost => {
                assert_eq!(record.word(batch_field::ERROR), 0);
                lost += 1;
            }
            other => panic!("{other:?}"),
        });
    }
    assert!(received == sent);
    assert_eq!(written, LENGTH);
    assert_eq!(script.caller.call(|engine| engine.stats().slots), Some(0));
    script.caller.end();
}

#[test]
fn what_is_little_is_done_here_while_the_thread_sleeps_and_nobody_is_woken_for_it() {
    let mut script = Script::new(8);
    let [(a, here), (b, there)] = script.pair();
    stream::send(b, b"x").unwrap();
    script.fall_asleep();
    script.post(here, 0, Start::Receive(1));
    assert!(script.caller.has_untold(), "L14");
    assert!(!script.bed.is_awake());
    assert_eq!(script.caller.take(usize::MAX).count(), 1);
    script.caller.delivered();
    // Of what is more the thread is told, as if nothing had been done here (O11).
    for operation in 0..3 {
        script.caller.post(Command::Start { slot: there, operation, start: Start::Send(Box::new(*b"z")) });
    }
    script.caller.flush();
    let mut told = 0;
    while told < 3 {
        script.turn(|_, _| told += 1);
    }
    script.caller.end();
    [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
}

#[test]
fn within_a_turn_what_was_posted_is_seen_to_once() {
    let mut script = Script::new(8);
    let [(a, here), (b, _)] = script.pair();
    stream::send(b, b"abcd").unwrap();
    for _ in 0..2 {
        script.fall_asleep();
        script.caller.listen();
        for sees_to_it in [true, false] {
            script.caller.post(Command::Start { slot: here, operation: 0, start: Start::Receive(1) });
            assert_eq!(script.caller.go_on(), sees_to_it, "L17");
            script.caller.flush();
            assert_eq!(script.caller.take(usize::MAX).count(), 1);
            script.caller.delivered();
        }
    }
    script.caller.end();
    [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
}

#[test]
fn what_a_turn_leaves_over_is_known_of_though_nobody_tells_of_it_again() {
    let mut script = Script::new(8);
    let pairs = [script.pair(), script.pair()];
    script.fall_asleep();
    for (operation, [(_, receiver), (sender, _)]) in (0..).zip(pairs) {
        stream::send(sender, b"x").unwrap();
        script.caller.post(Command::Start { slot: receiver, operation, start: Start::Receive(1) });
    }
    // Whoever executes them hands both over at once.
    script.caller.flush();
    assert_eq!(script.caller.waiting(), 2);
    assert_eq!(script.caller.take(1).count(), 1);
    script.caller.delivered();
    assert!(script.caller.has_untold(), "L14, L19");
    assert_eq!(script.caller.take(1).count(), 1);
    script.caller.delivered();
    assert!(!script.caller.has_untold());
    script.caller.end();
    pairs.into_iter().flatten().for_each(|(fd, _)| socket::close(fd).unwrap());
}

#[test]
fn a_descriptor_is_the_callers_as_soon_as_its_callback_is_removed() {
    let mut script = Script::new(8);
    for round in 0..2000 {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        let slot = script.caller.call(|engine| engine.add(a, Direction::Reader, 0)).unwrap().unwrap();
        stream::send(b, b"x").unwrap();
        if round % 2 == 0 {
            std::thread::yield_now();
        }
        assert_eq!(script.caller.call(|engine| engine.remove(a, Direction::Reader)), Some(Ok(true)));
        // The numbers are given out anew in the next round: nothing of this one may be left by then (L6, F15).
        socket::close(a).unwrap();
        socket::close(b).unwrap();
        let late: Vec<Record> = script.caller.take(usize::MAX).collect();
        for record in late {
            let ticket = record.word(batch_field::VALUE) as u32;
            assert!(!script.caller.call(|engine| engine.begin(slot, Direction::Reader, ticket)).unwrap(), "L3");
        }
        script.caller.delivered();
    }
    assert_eq!(script.caller.call(|engine| engine.stats().registrations), Some(0));
    script.caller.end();
}

#[test]
fn a_loop_that_is_closed_tells_all_that_was_pending() {
    let mut script = Script::new(2);
    let pairs: Vec<_> = (0..20).map(|_| script.pair()).collect();
    for (operation, [(_, slot), _]) in pairs.iter().enumerate() {
        script.post(*slot, operation as Operation, Start::Receive(10));
    }
    script.caller.close();
    assert!(script.caller.has_ended());
    let mut failed: Vec<i32> =
        script.caller.take(usize::MAX).map(|record| record.word(batch_field::OPERATION)).collect();
    failed.sort_unstable();
    assert_eq!(failed, (0..20).collect::<Vec<_>>());
    pairs.into_iter().flatten().for_each(|(fd, _)| socket::close(fd).unwrap());
}

#[cfg(feature = "testing")]
#[test]
fn a_panic_of_the_thread_is_told_and_what_it_left_is_closed() {
    let mut script = Script::new(8);
    let [(a, here), (b, _)] = script.pair();
    crate::panics::panic_after(Some(0));
    // Too much for this thread to do itself.
    for operation in 0..3 {
        script.caller.post(Command::Start { slot: here, operation, start: Start::Receive(10) });
    }
    script.caller.flush();
    script.bed.sleep();
    assert!(script.caller.is_broken());
    assert_eq!(script.caller.call(|_| ()), None);
    script.caller.wreck();
    assert!(script.caller.has_ended());
    [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
}
