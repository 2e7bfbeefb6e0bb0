//! Every interleaving of JavaScript's thread and the I/O thread, as loom makes them up: `npm run interleave`.
//!
//! Ring, bells, lock, caller and pump are the real ones, and so is the engine; its world is that of `fake`, clock and all.
//! A wake that is lost leaves a thread asleep for ever, which loom finds (L14).

use super::caller::Caller;
use super::command::{Command, Start};
use super::desk::Desk;
use super::pump::{Pump, Readiness, Wait};
use crate::engine::{Calls, Demand, Engine};
use crate::fake::{FakeClock, FakePoller, FakeSockets};
use crate::generated::layout::{BatchKind, batch_field, poller_bits};
use crate::memory::Memory;
use crate::platform::Platform;
use crate::slots::{Direction, Operation, SlotId};
use crate::sync::{Arc, AtomicUsize, Ordering};
use crate::sys::kind::Kind;
use crate::tables::Tables;
use crate::trace::Trace;
use loom::sync::Notify;
use loom::thread;

struct Apart;

impl Platform for Apart {
    type Poller = FakePoller;
    type Sockets = FakeSockets;
    type Clock = FakeClock;
    type Host = Desk;
    const IMMEDIATE: bool = false;
}

/// Readiness as Tokio keeps it: a flag in the lowest bit, and above it how often it was set.
#[derive(Clone)]
struct Flag(Arc<AtomicUsize>);

impl Flag {
    fn set(&self) {
        self.0.fetch_add(2, Ordering::AcqRel);
        self.0.fetch_or(1, Ordering::AcqRel);
    }
}

impl Readiness for Flag {
    type Guard = usize;

    fn guard(&self) -> Option<usize> {
        Some(self.0.load(Ordering::Acquire)).filter(|state| state & 1 == 1)
    }

    fn clear(&self, guard: usize) {
        let _ = self.0.compare_exchange(guard, guard & !1, Ordering::AcqRel, Ordering::Acquire);
    }
}

/// JavaScript's thread, with an I/O thread beside it.
struct Threads {
    caller: Caller<Apart>,
    woken: Arc<Notify>,
    flag: Flag,
}

impl Threads {
    /// Rings have this capacity; each receive gets the next of these.
    fn start(capacity: usize, receives: &[&'static [u8]]) -> Self {
        let receives = receives.iter().map(|&bytes| Ok(bytes)).collect();
        Self::over(capacity, FakeSockets { receives, ..FakeSockets::silent() })
    }

    fn over(capacity: usize, sockets: FakeSockets) -> Self {
        let calls = Calls::new(FakePoller::default(), sockets, Trace::default());
        let engine = Engine::new(calls, FakeClock::default(), Desk::default(), Tables::default(), Memory::new(8, 8192));
        let woken = Arc::new(Notify::new());
        let waker = woken.clone();
        let mut caller = Caller::new(engine, capacity, Box::new(move || waker.notify()));
        let (shared, flag) = (caller.shared(), Flag(Arc::new(AtomicUsize::new(0))));
        let poller = flag.clone();
        caller.thread = Some(thread::spawn(move || {
            let mut pump = Pump::new(&*shared, poller);
            while pump.go_on() != Wait::Ended {
                shared.alarm.wait();
            }
        }));
        Self { caller, woken, flag }
    }

    fn attach(&self, fd: i32) -> SlotId {
        self.caller.call(|engine| engine.attach(fd)).unwrap().unwrap()
    }

    fn receive(&mut self, slot: SlotId, operation: Operation) {
        self.caller.post(Command::Start { slot, operation, start: Start::Receive(10) });
    }

    /// The kernel has news of a number.
    fn report(&self, fd: i32) {
        self.caller.call(|engine| engine.calls().poller.report(fd, poller_bits::IN));
        self.flag.set();
        self.caller.shared().alarm.wake();
    }

    /// Takes turns until there were so many records: their kinds and operations.
    fn take(&mut self, count: usize) -> Vec<(BatchKind, Operation)> {
        let mut taken = Vec::new();
        while taken.len() < count {
            if !self.caller.has_untold() {
                self.woken.wait();
            }
            self.caller.listen();
            taken.extend(self.caller.take(usize::MAX).map(|record| {
                let kind = BatchKind::from_u8(record.word(batch_field::KIND) as u8).unwrap();
                (kind, record.word(batch_field::OPERATION) as Operation)
            }));
            self.caller.delivered();
            self.caller.flush();
        }
        taken
    }
}

/// Explores a scenario, with at most so many switches that neither thread asked for.
fn explore(name: &str, preemptions: usize, scenario: impl Fn() + Sync + Send + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(preemptions);
    model.max_branches = 100_000;
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = count.clone();
    model.check(move || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        scenario();
    });
    let count = count.load(std::sync::atomic::Ordering::Relaxed);
    println!("{name}: {count} interleavings, up to {preemptions} preemptions");
}

#[test]
fn what_is_posted_is_executed_and_what_comes_of_it_is_told() {
    explore("posted", 2, || {
        let mut threads = Threads::start(1, &[b"a", b"b"]);
        let slots = [threads.attach(3), threads.attach(4)];
        for (operation, slot) in slots.into_iter().enumerate() {
            // The second finds the ring full, unless the first is out of it already (F14).
            threads.receive(slot, operation as Operation);
        }
        threads.caller.flush();
        assert_eq!(threads.take(2), [(BatchKind::Received, 0), (BatchKind::Received, 1)]);
        threads.caller.end();
    });
}

#[test]
fn what_is_done_here_for_a_thread_that_sleeps_leaves_nothing_untold() {
    explore("done here", 1, || {
        let mut threads = Threads::start(4, &[b"a", b"b", b"c", b"d"]);
        let slots = [3, 4, 5, 6].map(|fd| threads.attach(fd));
        threads.receive(slots[0], 0);
        threads.caller.flush();
        // Too much to be done here: the thread has to hear of it, whoever did the first (O11).
        for (operation, slot) in (1..).zip(&slots[1..]) {
            threads.receive(*slot, operation);
        }
        threads.caller.flush();
        assert_eq!(threads.take(4), [0, 1, 2, 3].map(|operation| (BatchKind::Received, operation)));
        threads.caller.end();
    });
}

#[test]
fn a_full_ring_of_records_holds_nobody_up_for_ever() {
    explore("full", 2, || {
        let mut threads = Threads::start(1, &[b"a", b"b", b"c"]);
        let slots = [3, 4, 5].map(|fd| threads.attach(fd));
        for (operation, slot) in slots.into_iter().enumerate() {
            threads.receive(slot, operation as Operation);
            threads.caller.flush();
        }
        assert_eq!(threads.take(3).len(), 3);
        threads.caller.end();
    });
}

#[test]
fn a_read_that_found_no_room_for_its_bytes_goes_on_when_others_are_given_back() {
    /// Of the slab's ring there is room for one of these at a time.
    const LENGTH: usize = 6000;
    explore("given back", 2, || {
        let mut threads = Threads::start(4, &[&[b'a'; LENGTH], &[b'b'; LENGTH]]);
        let slots = [3, 4].map(|fd| threads.attach(fd));
        for (operation, slot) in (0..).zip(slots) {
            threads.caller.post(Command::Start { slot, operation, start: Start::Receive(LENGTH) });
        }
        threads.caller.flush();
        assert_eq!(threads.take(2), [(BatchKind::Received, 0), (BatchKind::Received, 1)], "L14");
        threads.caller.end();
    });
}

#[test]
fn an_operation_that_is_cancelled_has_one_outcome() {
    explore("cancelled", 2, || {
        let mut threads = Threads::start(1, &[b"a"]);
        let slot = threads.attach(3);
        threads.receive(slot, 7);
        threads.caller.flush();
        let cancelled = threads.caller.call(|engine| engine.cancel(slot, 7)).unwrap();
        // Bytes that were taken are told; those of an operation that was given up are not taken (L10).
        assert_eq!(cancelled, None, "the bytes were there at once");
        assert_eq!(threads.take(1), [(BatchKind::Received, 7)]);
        threads.caller.end();
    });
}

#[test]
fn news_of_the_poller_is_never_lost_and_a_removed_callback_never_runs() {
    explore("news", 2, || {
        let mut threads = Threads::start(2, &[]);
        let slots =
            [3, 4].map(|fd| threads.caller.call(|engine| engine.add(fd, Direction::Reader, 0)).unwrap().unwrap());
        threads.report(4);
        threads.report(3);
        assert_eq!(threads.caller.call(|engine| engine.remove(4, Direction::Reader)), Some(Ok(true)));
        // From here on number 4 is the caller's to close: nothing is registered for it, and nothing runs (L3, F15).
        assert!(!threads.caller.call(|engine| engine.poller().registered.contains_key(&4)).unwrap());
        let mut begun = Vec::new();
        while !begun.contains(&slots[0]) {
            threads.woken.wait();
            threads.caller.listen();
            let records: Vec<_> = threads.caller.take(usize::MAX).collect();
            for record in records {
                let slot = slots[usize::from(record.word(batch_field::SLOT) as u32 != slots[0].index)];
                let ticket = record.word(batch_field::VALUE) as u32;
                if threads.caller.call(|engine| engine.begin(slot, Direction::Reader, ticket)).unwrap() {
                    begun.push(slot);
                }
            }
            threads.caller.delivered();
        }
        assert_eq!(begun, [slots[0]]);
        threads.caller.end();
    });
}

#[test]
fn a_loop_that_is_closed_has_told_everything_and_its_thread_ends() {
    explore("closed", 2, || {
        let mut threads = Threads::start(1, &[b"a"]);
        let slots = [3, 4].map(|fd| threads.attach(fd));
        threads.receive(slots[0], 0);
        threads.receive(slots[1], 1);
        threads.caller.flush();
        threads.caller.close();
        let mut operations: Vec<_> =
            threads.caller.take(usize::MAX).map(|record| record.word(batch_field::OPERATION)).collect();
        operations.sort_unstable();
        assert_eq!(operations, [0, 1]);
        threads.caller.end();
    });
}

#[test]
fn a_connection_on_its_way_is_closed_with_an_abandoned_loop() {
    explore("abandoned", 2, || {
        let sockets = FakeSockets { accepts: [Ok(9), Ok(10)].into(), ..FakeSockets::silent() };
        let mut threads = Threads::over(1, sockets);
        let slot = threads.attach(3);
        for operation in [0, 1] {
            threads.caller.post(Command::Start { slot, operation, start: Start::Accept });
        }
        threads.caller.flush();
        threads.caller.abandon();
        let shared = threads.caller.shared();
        let mut inside = shared.enter_as_it_is().unwrap();
        let sockets = &inside.engine.calls().sockets;
        // Whatever the kernel had handed over: the one whose script is left was not accepted.
        assert_eq!(sockets.closed.len() + sockets.accepts.len(), 2, "L15");
    });
}

/// One whose reads may always have left something, with these to come.
fn transport(receives: &[&'static [u8]]) -> (Threads, SlotId) {
    let receives = receives.iter().map(|&bytes| Ok(bytes)).collect();
    let threads = Threads::over(1, FakeSockets { kind: Kind::Stream, receives, ..FakeSockets::silent() });
    let slot = threads.caller.call(|engine| engine.open_transport(3)).unwrap().unwrap();
    (threads, slot)
}

#[test]
fn a_connection_is_read_on_when_its_bytes_were_taken() {
    explore("read on", 2, || {
        let (mut threads, slot) = transport(&[b"a", b"b"]);
        threads.caller.post(Command::Demand(slot, Demand::Resume));
        threads.caller.flush();
        assert_eq!(threads.take(2), [(BatchKind::Data, 0); 2]);
        threads.caller.end();
    });
}

#[test]
fn a_connection_of_an_abandoned_loop_is_closed_once() {
    explore("let go", 2, || {
        let (mut threads, slot) = transport(&[b"a"]);
        threads.caller.post(Command::Demand(slot, Demand::Resume));
        threads.caller.post(Command::Write { slot, bytes: b"abc".to_vec(), asks: true });
        threads.caller.flush();
        threads.caller.abandon();
        let shared = threads.caller.shared();
        let mut inside = shared.enter_as_it_is().unwrap();
        assert_eq!(inside.engine.calls().sockets.closed, [3], "L15");
    });
}
