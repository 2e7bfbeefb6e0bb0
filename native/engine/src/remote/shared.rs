//! What JavaScript's thread and the I/O thread share: the engine behind one lock, and two rings with their bells.
//!
//! The I/O thread holds the lock for one slot's event and what follows from it, then lets others in. The lock guards the
//! engine together with the *inner* ends of both rings, so whoever holds it may execute commands and hand records over.
//! So a call that JavaScript waits for is made by itself, under the lock, behind all that it posted before (L3, L6, F15),
//! and a full ring of commands is emptied by whoever finds it full (F14).

use super::bell::Bell;
use super::command::Command;
use super::desk::Desk;
use crate::engine::Engine;
use crate::memory::{Mark, Record};
use crate::platform::Platform;
use crate::shm::{Consumer, Producer};
use crate::sync::{Alarm, AtomicBool, AtomicUsize, Mutex, MutexGuard, Ordering};
use std::ops::{Deref, DerefMut};

/// A record on its way, and up to where the slab is JavaScript's until it has taken this one.
pub(super) struct Delivery {
    pub record: Record,
    pub mark: Mark,
}

/// Wakes JavaScript's thread; from any thread.
pub type Waker = Box<dyn Fn() + Send + Sync>;

pub(super) struct Shared<P: Platform> {
    inside: Mutex<Inside<P>>,
    /// Commands were posted.
    pub posted: Bell,
    /// Records were handed over.
    pub handed: Bell,
    /// The I/O thread waits until JavaScript has taken records or given bytes back.
    pub stalled: Bell,
    /// JavaScript has given back all bytes up to here.
    pub given_back: AtomicUsize,
    /// The I/O thread is to end.
    pub ending: AtomicBool,
    /// The engine has panicked, and is not to be used any more.
    pub broken: AtomicBool,
    /// The I/O thread sleeps, or is about to. A hint, and no more: whoever believes it does nothing but under the lock.
    pub asleep: AtomicBool,
    /// Where the I/O thread sleeps.
    pub alarm: Alarm,
    waker: Waker,
}

/// What the lock guards.
pub(super) struct Inside<P: Platform> {
    pub engine: Engine<P>,
    commands: Consumer<Command>,
    records: Producer<Delivery>,
    /// The deadline that the I/O thread waits for.
    pub awaited: Option<u64>,
}

impl<P: Platform<Host = Desk>> Shared<P> {
    pub(super) fn new(
        engine: Engine<P>,
        commands: Consumer<Command>,
        records: Producer<Delivery>,
        waker: Waker,
    ) -> Self {
        Self {
            inside: Mutex::new(Inside { engine, commands, records, awaited: None }),
            posted: Bell::default(),
            handed: Bell::default(),
            stalled: Bell::default(),
            given_back: AtomicUsize::new(0),
            ending: AtomicBool::new(false),
            broken: AtomicBool::new(false),
            asleep: AtomicBool::new(false),
            alarm: Alarm::default(),
            waker,
        }
    }

    /// Enters, and does first what was asked for before. None if a panic has broken the engine.
    pub(super) fn enter(&self) -> Option<Entered<'_, P>> {
        let mut entered = self.enter_as_it_is()?;
        entered.serve();
        Some(entered)
    }

    /// Enters without doing anything yet.
    pub(super) fn enter_as_it_is(&self) -> Option<Entered<'_, P>> {
        let guard = self.inside.lock();
        if self.broken.load(Ordering::Acquire) {
            return None;
        }
        Some(Entered { guard, shared: self })
    }

    /// Gives back what a broken engine has open.
    pub(super) fn wreck(&self, on_their_way: Vec<Record>) {
        self.inside.lock().engine.wreck(on_their_way);
    }

    /// Tells JavaScript that records were handed over, or that the engine is broken.
    pub(super) fn announce(&self) {
        if self.handed.ring() {
            (self.waker)();
        }
    }
}

/// The engine, for one section under the lock. A panic while it is in use breaks it.
pub(super) struct Entered<'a, P: Platform<Host = Desk>> {
    guard: MutexGuard<'a, Inside<P>>,
    shared: &'a Shared<P>,
}

impl<P: Platform<Host = Desk>> Entered<'_, P> {
    /// Executes what was posted.
    fn serve(&mut self) {
        while self.serve_one() {}
    }

    /// Has a connection go on whose bytes JavaScript has given back meanwhile, or else executes the oldest of what was posted.
    pub(super) fn serve_one(&mut self) -> bool {
        self.take_back();
        let Inside { engine, commands, .. } = &mut *self.guard;
        if engine.take_next() {
            return true;
        }
        let Some(command) = commands.pop() else { return false };
        command.execute(engine);
        true
    }

    fn take_back(&mut self) {
        self.guard.engine.give_back(self.shared.given_back.load(Ordering::Acquire));
    }

    /// Hands records over as long as there is room. Whether all are, and nobody waits for bytes to be given back.
    pub(super) fn hand(&mut self) -> bool {
        self.take_back();
        let Inside { engine, records, .. } = &mut *self.guard;
        while !records.is_full()
            && let Some((record, mark)) = engine.take_record()
        {
            let _ = records.push(Delivery { record, mark });
        }
        engine.waiting() == 0 && !engine.starved()
    }

    /// Does all of something, one by one, and lets others in between. Whether they have left the engine whole.
    pub(super) fn each(&mut self, mut next: impl FnMut(&mut Engine<P>) -> bool) -> bool {
        while next(&mut self.guard.engine) {
            if !self.let_others_in() {
                return false;
            }
        }
        true
    }

    /// Lets a thread in that waits for the lock. Whether it has left the engine whole.
    pub(super) fn let_others_in(&mut self) -> bool {
        #[cfg(not(interleave))]
        MutexGuard::bump(&mut self.guard);
        !self.shared.broken.load(Ordering::Acquire)
    }
}

impl<P: Platform<Host = Desk>> Deref for Entered<'_, P> {
    type Target = Inside<P>;

    fn deref(&self) -> &Self::Target {
        &self.guard
    }
}

impl<P: Platform<Host = Desk>> DerefMut for Entered<'_, P> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.guard
    }
}

impl<P: Platform<Host = Desk>> Drop for Entered<'_, P> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.shared.broken.store(true, Ordering::Release);
            // JavaScript, which may be in the midst of a call, hears of it in its next turn.
            self.shared.announce();
        }
    }
}
