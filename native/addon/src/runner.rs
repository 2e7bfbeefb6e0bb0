//! Takes the turns of one loop on the thread of its JavaScript, wherever its engine runs.

use crate::backend::{Backend, Here, Start, Starts, There};
use crate::ffi::env::{Entry, Js};
use crate::ffi::guarded;
use crate::ffi::uv::{self, Handles, Source};
use crate::owned::Owned;
use napi::{Env, Result, Unknown};
use readyloop_engine::poller::MioPoller;
use readyloop_engine::sys::Errno;
use readyloop_engine::{AnyEngine, Direction, Memory, Operation, Refusal, SlotId, Stats, Tables, ToldRows, Trace};
use std::cell::{Cell, OnceCell, RefCell};
use std::os::fd::AsRawFd;
use std::rc::Rc;

const NANOS_PER_MILLI: u64 = 1_000_000;

/// What a loop is made of.
pub struct Parts {
    pub poller: MioPoller,
    pub trace: Trace,
    pub tables: Tables,
    pub memory: Memory,
}

/// One loop of one environment. libuv's handles and the environment's end hold it until the last handle is closed.
pub struct Runner {
    js: Rc<Js>,
    handles: OnceCell<Handles>,
    backend: OnceCell<Box<dyn Backend>>,
    /// What JavaScript has told its users and the engine has not heard of; none without a trace.
    told: Option<RefCell<ToldRows>>,
    last_stats: Cell<Stats>,
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
    closed: Cell<bool>,
    closed_handles: Cell<usize>,
    /// The engine has panicked, and is not to be used any more.
    broken: Cell<bool>,
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
    /// `apart`: the engine gets a thread of its own.
    pub fn start(
        env: &Env,
        entries: [Unknown<'_>; 4],
        parts: Parts,
        apart: bool,
    ) -> Result<std::result::Result<Rc<Self>, (Errno, &'static str)>> {
        let js = Rc::new(Js::new(env, entries)?);
        let event_loop = js.event_loop()?;
        let owned = Owned::of(env)?;
        let runner = Rc::new(Self {
            js,
            handles: OnceCell::new(),
            backend: OnceCell::new(),
            told: parts.trace.is_written().then(|| RefCell::new(ToldRows::new(parts.memory.told.clone()))),
            last_stats: Cell::default(),
            soon: Cell::new(false),
            timer: Cell::new(None),
            alarm: Cell::new(None),
            spinning: Cell::new(false),
            owed: Cell::new(false),
            rested: Cell::new(false),
            turning: Cell::new(false),
            turns: Cell::new(0),
            in_batch: Cell::new(0),
            running: Cell::new(false),
            closed: Cell::new(false),
            closed_handles: Cell::new(0),
            broken: Cell::new(false),
        });
        let (source, made_by) = match apart {
            true => (Source::Async, "uv_async_init"),
            false => (Source::Poll(parts.poller.as_raw_fd()), "uv_poll_init"),
        };
        let handles = match Handles::new(event_loop, source, &runner) {
            Ok(handles) => handles,
            Err(errno) => {
                runner.js.forget(true);
                return Ok(Err((errno, made_by)));
            }
        };
        runner.js.watch_end(&runner)?;
        let backend = runner.backend(owned, parts, apart.then(|| handles.waker()));
        let handles = runner.handles.get_or_init(|| handles);
        Ok(match backend {
            Ok(backend) => {
                drop(runner.backend.set(backend));
                Ok(runner)
            }
            Err(failed) => {
                handles.close();
                Err(failed)
            }
        })
    }

    fn backend(
        &self,
        owned: Rc<Owned>,
        parts: Parts,
        waker: Option<uv::Waker>,
    ) -> std::result::Result<Box<dyn Backend>, (Errno, &'static str)> {
        let Parts { poller, trace, tables, memory } = parts;
        Ok(match waker {
            None => Box::new(Here::new(self.js.clone(), owned, poller, trace, tables, memory)),
            Some(waker) => Box::new(There::new(owned, poller, trace, tables, memory, waker)?),
        })
    }

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

    /// One turn, L7: queued calls, then I/O, then due timers. A turn within a turn is none.
    pub fn turn(&self) {
        if self.broken.get() || self.backend.get().is_some_and(|backend| backend.is_broken()) {
            return self.fail();
        }
        if self.turning.replace(true) {
            return;
        }
        self.owed.set(false);
        let turn = self.turns.get().wrapping_add(1);
        self.turns.set(turn);
        let scope = self.js.scope();
        let soon = self.soon.replace(false);
        if soon {
            self.js.call(Entry::Soon, [turn]);
        }
        if let Some((backend, _in_use)) = self.usable() {
            backend.poll(soon || self.timer_is_due());
        }
        self.deliver(turn);
        while self.usable().is_some_and(|(backend, _in_use)| backend.go_on()) {
            self.deliver(turn);
        }
        if self.timer_is_due() {
            self.set_timer(None);
            self.js.call(Entry::Timers, [turn]);
        }
        drop(scope);
        self.turning.set(false);
        let was_spinning = self.spinning.get();
        self.rest();
        self.rested.set(!was_spinning && self.spinning.get());
    }

    /// A turn for what the poller, a timer or another thread has told. Where one follows in this round of libuv's loop in any
    /// case, it is that one.
    pub fn turn_for_news(&self) {
        match self.spinning.get() {
            true => self.owed.set(true),
            false => self.turn(),
        }
    }

    /// A turn that nothing but the last one asked for. Between two of them libuv's loop goes round, with all that is Node's
    /// own (L19).
    pub fn turn_again(&self) {
        if !self.rested.take() {
            self.turn();
        }
    }

    fn timer_is_due(&self) -> bool {
        self.timer.get().is_some_and(|due| due <= uv::clock())
    }

    /// Hands the turn's records to JavaScript, as many at a time as fit. What its callbacks bring about belongs to the
    /// next turn, unless there is none.
    fn deliver(&self, turn: u32) {
        let Some(mut left) = self.usable().map(|(backend, _in_use)| backend.waiting()) else { return };
        while left > 0 {
            let Some(count) = self.usable().map(|(backend, _in_use)| backend.fill(0, left)) else { return };
            if count == 0 {
                break;
            }
            self.in_batch.set(count);
            if !self.js.call(Entry::Batch, [count as u32, turn]) {
                // What it has not said, as that a callback was called that had begun, it says no more.
                self.call(|engine| engine.end_trace(false));
            }
            self.finish();
            let Some((backend, _in_use)) = self.usable() else { return };
            backend.delivered();
            left = if self.closed.get() { backend.waiting() } else { left - count };
        }
    }

    /// After a turn or a call: sees to it that there is another turn if there is something to do.
    pub fn rest(&self) {
        let (Some(handles), Some((backend, _in_use))) = (self.handles.get(), self.usable()) else { return };
        if self.turning.get() {
            return;
        }
        backend.flush();
        let spinning = self.soon.get() || self.owed.get() || backend.restless();
        if self.closed.get() && !spinning {
            backend.end();
            return handles.close();
        }
        if self.spinning.replace(spinning) != spinning {
            handles.set_spinning(spinning);
        }
        let alarm = backend.deadline();
        if self.alarm.replace(alarm) != alarm {
            handles.set_alarm(alarm.map(|due| due * NANOS_PER_MILLI));
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

    /// In so many nanoseconds, or never.
    pub fn set_timer(&self, nanos: Option<u64>) {
        let due = nanos.map(|nanos| uv::clock().saturating_add(nanos));
        self.timer.set(due);
        if let Some(handles) = self.handles.get() {
            handles.set_timer(due);
        }
    }

    pub fn set_ref(&self, alive: bool) {
        if let Some(handles) = self.handles.get() {
            handles.set_ref(alive);
        }
    }

    pub fn stats(&self) -> Stats {
        self.call(|engine| engine.stats()).unwrap_or_else(|| self.last_stats.get())
    }

    /// Ends the loop. How many of its last records stand behind the current batch; if there are more, the handles stay
    /// for another turn.
    pub fn close(&self) -> usize {
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

    /// No JavaScript runs any more, and soon there is no environment.
    pub fn environment_ends(&self) {
        self.js.forget(false);
        guarded(|| {
            if let Some((backend, _in_use)) = self.usable() {
                backend.abandon();
            }
        });
        if self.broken.get() {
            self.wreck();
        }
        if let Some(handles) = self.handles.get() {
            handles.close();
        }
    }

    /// One of the handles is gone. After the last, so is all that the loop had open.
    pub fn handle_closed(self: &Rc<Self>) {
        self.closed_handles.set(self.closed_handles.get() + 1);
        if self.closed_handles.get() == Handles::COUNT {
            self.last_stats.set(self.stats());
            if let Some(backend) = self.backend.get() {
                backend.release();
            }
            self.js.forget(true);
            self.js.unwatch_end(self);
        }
    }

    /// What the engine holds is given back, as far as that goes without stepping it.
    fn wreck(&self) {
        if let Some(backend) = self.backend.get() {
            backend.wreck();
        }
    }

    /// A fault of our own: the loop is closed, and JavaScript hears of it.
    pub fn fail(&self) {
        self.broken.set(true);
        self.turning.set(false);
        self.in_batch.set(0);
        self.wreck();
        let scope = self.js.scope();
        self.js.call(Entry::Failed, []);
        drop(scope);
        if let Some(handles) = self.handles.get() {
            handles.close();
        }
    }
}
