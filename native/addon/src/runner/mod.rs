//! One loop on the thread of its JavaScript, wherever its engine runs: when a turn is taken, and what it consists of.
//!
//! This file owns what a loop remembers from turn to turn, and the one way to its engine, which a panic bars. What an engine
//! does in a turn is not known here; of libuv and Node-API only what `ffi` makes of them.

mod called;
mod entries;
mod start;
mod turns;

use self::entries::Entries;
use crate::backend::{Backend, Start, Starts};
use crate::ffi::{EndWatch, Handles, Js};
use napi::Result;
use readyloop_engine::{AnyEngine, Direction, Operation, Refusal, SlotId, Stats, ToldRows};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// One loop of one environment. libuv's handles and the environment's end hold it until the last handle is closed.
pub struct Runner {
    js: Rc<Js>,
    handles: OnceCell<Handles<Self>>,
    backend: OnceCell<Box<dyn Backend>>,
    /// What JavaScript has told its users and the engine has not heard of; none without a trace.
    told: Option<RefCell<ToldRows>>,
    last_stats: Cell<Stats>,
    /// Calls of JavaScript so far.
    entries: Entries,
    /// JavaScript wants its queued calls run.
    soon: Cell<bool>,
    /// When JavaScript's next timer is due.
    timer: Cell<Option<u64>>,
    /// When the engine's alarm is set for.
    alarm: Cell<Option<u64>>,
    spinning: Cell<bool>,
    /// A turn was asked for, and is the one that follows in any case.
    owed: Cell<bool>,
    /// The turn that has to be followed by another was in this round of libuv's loop.
    rested: Cell<bool>,
    turning: Cell<bool>,
    /// Counts turns: JavaScript is told by it what belongs to one.
    turns: Cell<u32>,
    /// How many records JavaScript is looking at.
    in_batch: Cell<usize>,
    /// JavaScript is running a callback of a descriptor.
    running: Cell<bool>,
    /// Something is asked of connections, and the next turn sees to it.
    asked: Cell<bool>,
    closed: Cell<bool>,
    closed_handles: Cell<usize>,
    /// The engine has panicked, and is not to be used any more.
    broken: Cell<bool>,
    /// Has the environment wait for this loop, when it ends.
    end: RefCell<Option<EndWatch<Self>>>,
}

/// While the engine is in use: a panic breaks it.
struct InUse<'a>(&'a Runner);

impl Drop for InUse<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.broken.set(true);
            // The next turn tells JavaScript, which may be in the midst of a call.
            if let Some(handles) = self.0.handles.get() {
                handles.set_spinning(true);
            }
        }
    }
}

impl Runner {
    /// The way to the engine, which has heard of all that users were told before; none if a panic has broken it.
    fn usable(&self) -> Option<(&dyn Backend, InUse<'_>)> {
        let backend = self.backend.get().filter(|_| !self.broken.get())?;
        let in_use = InUse(self);
        if let Some(rows) = &self.told {
            rows.borrow_mut().take(|told| backend.hear(told));
        }
        Some((&**backend, in_use))
    }

    /// Takes what users were told, as every call does.
    pub fn hear(&self) {
        drop(self.usable());
    }

    /// Calls the engine; none once all is closed, or a panic has broken it.
    pub fn call<T>(&self, body: impl FnOnce(&mut dyn AnyEngine) -> T) -> Option<T> {
        let (backend, _in_use) = self.usable()?;
        let (mut body, mut answer) = (Some(body), None);
        backend.with(&mut |engine| answer = body.take().map(|body| body(engine)));
        answer
    }

    /// Starts an operation.
    pub fn begin_operation(&self, id: SlotId, operation: Operation, start: Start<'_>) -> Result<Starts> {
        match self.usable() {
            Some((backend, _in_use)) => backend.start(id, operation, start),
            None => Ok(Err(Refusal::LoopClosed)),
        }
    }

    /// JavaScript asks whether to run a callback that a record announced; the one before has returned.
    pub fn begin(&self, id: SlotId, direction: Direction, ticket: u32) -> bool {
        let begun = self.call(|engine| engine.begin(id, direction, ticket)).unwrap_or(false);
        self.running.set(begun);
        begun
    }

    /// JavaScript has looked at all records of the batch; microtasks may run yet. Whether there will be no more.
    pub fn finish(&self) -> bool {
        self.in_batch.set(0);
        if self.running.take() {
            self.call(|engine| engine.finish());
        }
        let is_last = self.closed.get() && self.usable().is_none_or(|(backend, _in_use)| backend.waiting() == 0);
        if is_last {
            self.call(|engine| engine.end_trace(true));
        }
        is_last
    }

    pub fn schedule(&self) {
        self.soon.set(true);
        self.rest();
    }

    /// Has what is asked of connections done in a turn soon, if none is under way; the process lives until then.
    pub fn see_to_asked(&self) {
        if !self.turning.get() && !self.asked.replace(true) {
            if let Some(handles) = self.handles.get() {
                handles.set_awaited(true);
            }
            self.rest();
        }
    }

    /// Does what is asked of connections.
    fn obey(&self) {
        if self.asked.take()
            && let Some(handles) = self.handles.get()
        {
            handles.set_awaited(false);
        }
        if let Some((backend, _in_use)) = self.usable() {
            backend.obey();
        }
    }

    /// The same, for one who has to know at once what became of it; another thread hears of it at once.
    pub fn submit(&self) {
        self.obey();
        if let Some((backend, _in_use)) = self.usable() {
            backend.flush();
        }
        self.rest();
    }

    pub fn set_ref(&self, alive: bool) {
        if let Some(handles) = self.handles.get() {
            handles.set_ref(alive);
        }
    }

    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    pub fn stats(&self) -> Stats {
        self.call(|engine| engine.stats()).unwrap_or_else(|| self.last_stats.get())
    }

    /// How often the timer was set.
    pub fn timer_settings(&self) -> u64 {
        self.handles.get().map_or(0, Handles::settings)
    }

    /// Ends the loop. How many of its last records stand behind the current batch; if there are more, the handles stay
    /// for another turn.
    pub fn close(&self) -> usize {
        self.obey();
        let Some((backend, in_use)) = self.usable() else { return 0 };
        backend.close();
        let count = backend.fill(self.in_batch.get(), usize::MAX);
        drop(in_use);
        self.closed.set(true);
        self.running.set(false);
        self.soon.set(false);
        self.set_timer(None);
        self.rest();
        count
    }
}
