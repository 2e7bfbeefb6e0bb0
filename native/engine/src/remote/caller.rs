//! JavaScript's side of an engine on a thread of its own.

use super::command::Command;
use super::desk::Desk;
use super::order::readers_first;
use super::shared::{Delivery, Shared, Waker};
#[cfg(not(interleave))]
use super::thread::{self, Source};
use crate::engine::Engine;
use crate::memory::{Mark, Record, Told};
use crate::platform::Platform;
#[cfg(not(interleave))]
use crate::platform::SystemClock;
use crate::shm::{Consumer, Producer, ring};
use crate::sync::{Arc, JoinHandle, Ordering};
use std::collections::VecDeque;
#[cfg(not(interleave))]
use std::{io, os::fd::AsRawFd};

/// How many received bytes make a batch of their own.
const BATCH_BYTES: usize = 256 * 1024;

/// How many commands JavaScript executes itself while the I/O thread sleeps: more are worth a second thread.
const FEW: usize = 2;

pub struct Caller<P: Platform> {
    shared: Arc<Shared<P>>,
    commands: Producer<Command>,
    records: Consumer<Delivery>,
    /// What was left when the loop was closed.
    last: VecDeque<Record>,
    batch: Vec<Record>,
    /// How much was posted of which the I/O thread was not told yet.
    untold: usize,
    /// What is posted in a turn may still be seen to in it, once.
    may_go_on: bool,
    /// Bytes up to here are given back when the batch has been delivered; and whether connections are to be read on then.
    mark: Mark,
    reads_on: bool,
    pub(super) thread: Option<JoinHandle<()>>,
}

impl<P: Platform<Host = Desk>> Caller<P> {
    /// Starts the I/O thread. `capacity` is how many records may be on their way; commands have as much room. If it
    /// cannot, it tells which system call failed.
    #[cfg(not(interleave))]
    pub fn start(engine: Engine<P>, capacity: usize, waker: Waker) -> Result<Self, (io::Error, &'static str)>
    where
        P: Platform<Clock = SystemClock> + 'static,
        P::Poller: AsRawFd + Send,
        P::Sockets: Send,
    {
        let source = Source::new(engine.poller().as_raw_fd()).map_err(|error| (error, "epoll_create1"))?;
        let clock = *engine.clock();
        let mut caller = Self::new(engine, capacity, waker);
        let thread = thread::spawn(caller.shared.clone(), source, clock).map_err(|error| (error, "pthread_create"))?;
        caller.thread = Some(thread);
        Ok(caller)
    }

    /// Without a thread.
    pub(super) fn new(engine: Engine<P>, capacity: usize, waker: Waker) -> Self {
        let (commands, served) = ring(capacity);
        let (handed, records) = ring(capacity);
        let shared = Arc::new(Shared::new(engine, served, handed, waker));
        Self {
            shared,
            commands,
            records,
            last: VecDeque::new(),
            batch: Vec::new(),
            untold: 0,
            may_go_on: false,
            mark: 0,
            reads_on: false,
            thread: None,
        }
    }

    /// Has an operation started, soon. `flush` wakes the I/O thread.
    pub fn post(&mut self, command: Command) {
        match self.commands.push(command) {
            Ok(()) => self.untold += 1,
            // Nobody waits for a ring: who finds it full empties it (F14).
            Err(command) => drop(self.call(|engine| command.execute(engine))),
        }
    }

    /// Has the engine hear what users were told, when it is entered next: for this the I/O thread is not woken.
    pub fn hear(&mut self, told: Told) {
        if let Err(command) = self.commands.push(Command::Hear(told)) {
            self.call(|engine| command.execute(engine));
        }
    }

    /// Sees to what was posted; once a batch will do. While the I/O thread sleeps, this one executes what is little itself, for
    /// to wake the other costs more; of the records of that nobody tells but `has_untold`. Else the I/O thread is told.
    pub fn flush(&mut self) {
        match std::mem::take(&mut self.untold) {
            0 => {}
            // Its flag stays down: one that is up would say that the I/O thread has been woken (O11).
            1..=FEW if self.shared.asleep.load(Ordering::Relaxed) => drop(self.call_quietly(|_| ())),
            _ if self.shared.posted.ring() => self.shared.alarm.wake(),
            _ => {}
        }
    }

    /// Sees to what the turn's batch has posted, within the turn: once, for others wait (L17). Whether there are records of it.
    pub fn go_on(&mut self) -> bool {
        if self.untold == 0 || !std::mem::take(&mut self.may_go_on) {
            return false;
        }
        self.flush();
        self.has_untold()
    }

    /// Calls the engine, behind all that was posted before. None if a panic has broken it.
    pub fn call<T>(&self, body: impl FnOnce(&mut Engine<P>) -> T) -> Option<T> {
        let (answer, news) = self.call_quietly(body)?;
        if news {
            self.shared.announce();
        }
        Some(answer)
    }

    /// Polls from JavaScript's thread, which looks for records right behind it: it need not be told of them.
    pub fn poll(&self) {
        self.call_quietly(Engine::poll);
    }

    /// Whether there are records for JavaScript besides.
    fn call_quietly<T>(&self, body: impl FnOnce(&mut Engine<P>) -> T) -> Option<(T, bool)> {
        let mut inside = self.shared.enter()?;
        let answer = body(&mut inside.engine);
        let news = inside.engine.waiting() > 0;
        let handed = inside.hand();
        let deadline = inside.engine.deadline();
        // Not yet looked at by the I/O thread: what budgets left over, and a deadline before the one it waits for.
        let sooner = deadline.is_some_and(|due| inside.awaited.is_none_or(|awaited| due < awaited));
        let owed = !handed || sooner || inside.engine.restless();
        drop(inside);
        if owed {
            self.shared.alarm.wake();
        }
        Some((answer, news))
    }

    /// Before the records of a turn are counted: those that come later are announced anew.
    pub fn listen(&mut self) {
        self.may_go_on = true;
        self.shared.handed.answer();
    }

    /// Whether records wait of which nobody will tell: a turn has left them over, JavaScript has made them itself, or nobody is left to
    /// tell.
    pub fn has_untold(&self) -> bool {
        self.waiting() > 0 && (self.has_ended() || !self.shared.handed.is_up())
    }

    /// How many records can be taken now.
    pub fn waiting(&self) -> usize {
        self.last.len() + self.records.waiting()
    }

    /// Takes a batch of up to so many records, in the order in which JavaScript is to see them; fewer if they bring much,
    /// for what is taken soon is in the cache still.
    pub fn take(&mut self, most: usize) -> std::vec::Drain<'_, Record> {
        let mut bytes = 0;
        while self.batch.len() < most
            && bytes < BATCH_BYTES
            && let Some(record) = self.take_one()
        {
            bytes += record.length();
            self.batch.push(record);
        }
        readers_first(&mut self.batch);
        self.batch.drain(..)
    }

    fn take_one(&mut self) -> Option<Record> {
        if let Some(record) = self.last.pop_front() {
            return Some(record);
        }
        let Delivery { record, mark } = self.records.pop()?;
        self.mark = mark;
        self.reads_on |= record.is_data();
        Some(record)
    }

    /// What the taken records point to is not needed any more. An I/O thread that waits for room goes on; of connections that
    /// are to be read on `flush` tells it.
    pub fn delivered(&mut self) {
        self.untold += usize::from(std::mem::take(&mut self.reads_on));
        self.shared.given_back.store(self.mark, Ordering::Release);
        if self.shared.stalled.answer() {
            self.shared.alarm.wake();
        }
    }

    pub fn is_broken(&self) -> bool {
        self.shared.broken.load(Ordering::Acquire)
    }

    /// Closes the engine and ends its thread. All records that there will ever be wait to be taken.
    pub fn close(&mut self) {
        let mut left = self.call(|engine| {
            engine.close();
            engine.waiting()
        });
        while let Some(1..) = left {
            let taken: Vec<Record> = std::iter::from_fn(|| self.take_one()).collect();
            self.last.extend(taken);
            left = self.call(|engine| engine.waiting());
        }
        self.end();
    }

    /// A panic has broken the engine: its thread ends, and what it has open is closed.
    pub fn wreck(&mut self) {
        self.end();
        let on_their_way: Vec<Record> = std::iter::from_fn(|| self.take_one()).collect();
        self.shared.wreck(on_their_way);
    }

    /// Nobody will look at records any more: every slot is closed, and connections that stand in records are, once no
    /// thread hands any over.
    pub fn abandon(&mut self) {
        self.call(|engine| {
            engine.end_trace(false);
            engine.close();
        });
        self.wreck();
    }

    pub fn has_ended(&self) -> bool {
        self.thread.is_none()
    }

    #[cfg(test)]
    pub(super) fn shared(&self) -> Arc<Shared<P>> {
        self.shared.clone()
    }

    /// Ends the I/O thread, and waits for that: it never waits itself while it holds the lock.
    pub fn end(&mut self) {
        let Some(thread) = self.thread.take() else { return };
        self.shared.ending.store(true, Ordering::Release);
        #[cfg(not(interleave))]
        if !thread::rouse(&self.shared.alarm, &thread) {
            return;
        }
        #[cfg(interleave)]
        self.shared.alarm.wake();
        // A panic of the thread has been told already.
        let _ = thread.join();
    }
}
