//! Takes the turns of one loop on the thread of its JavaScript: DESIGN's MioLoop.

use crate::ffi::env::{Bytes, Entry, Held, Js};
use crate::ffi::guarded;
use crate::ffi::uv::{self, Handles};
use crate::owned::Owned;
use napi::{Env, Result, Unknown};
use readyloop_engine::poller::mio::MioPoller;
use readyloop_engine::{Calls, Engine, Host, KernelSockets, Memory, Operation, Platform, Stats, Tables, Trace};
use std::cell::{Cell, OnceCell, RefCell, RefMut};
use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::os::fd::{AsRawFd, RawFd};
use std::rc::Rc;

const NANOS_PER_MILLI: u64 = 1_000_000;

/// The real poller, the real sockets, and JavaScript.
pub struct Node;

impl Platform for Node {
    type Poller = MioPoller;
    type Sockets = KernelSockets;
    type Host = User;
}

/// What the engine shares with the user: his buffers by operation, and the descriptors that his sockets own.
pub struct User {
    js: Rc<Js>,
    owned: Rc<Owned>,
    /// The one that JavaScript has just handed over.
    lent: Option<(Operation, Bytes)>,
    /// Those whose operation has to wait.
    held: HashMap<Operation, Held>,
    /// The last one that was looked up.
    looked_up: Option<Bytes>,
}

impl User {
    pub fn lend(&mut self, operation: Operation, bytes: Bytes) {
        self.lent = Some((operation, bytes));
    }

    pub fn release_all(&mut self) {
        self.lent = None;
        for (_, held) in self.held.drain() {
            self.js.release(held);
        }
    }

    /// The call that lent the buffer returns; it is kept if its operation is pending.
    pub fn take_back(&mut self, pending: Option<Held>) {
        if let (Some((operation, _)), Some(held)) = (self.lent.take(), pending) {
            self.held.insert(operation, held);
        }
    }
}

impl Host for User {
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]> {
        let bytes = match &mut self.lent {
            Some((lent, bytes)) if *lent == operation => bytes,
            _ => self.looked_up.insert(self.js.bytes_of(*self.held.get(&operation)?)?),
        };
        Some(bytes.slice())
    }

    fn release(&mut self, operation: Operation) {
        if !self.held.is_empty()
            && let Some(held) = self.held.remove(&operation)
        {
            self.js.release(held);
        }
    }

    fn hand_over(&mut self, connection: RawFd) {
        self.owned.insert(connection);
    }

    fn now(&self) -> u64 {
        uv::clock() / NANOS_PER_MILLI
    }
}

/// One loop of one environment. libuv's handles and the environment's end hold it until the last handle is closed.
pub struct Runner {
    js: Rc<Js>,
    handles: OnceCell<Handles>,
    /// None once all is closed.
    engine: RefCell<Option<Engine<Node>>>,
    last_stats: Cell<Stats>,
    /// JavaScript wants its queued calls run.
    soon: Cell<bool>,
    /// When JavaScript's next timer is due.
    timer: Cell<Option<u64>>,
    /// When the engine's alarm is set for.
    alarm: Cell<Option<u64>>,
    spinning: Cell<bool>,
    turning: Cell<bool>,
    /// Counts turns: JavaScript is told by it what belongs to one.
    turns: Cell<u32>,
    /// How many records JavaScript is looking at.
    in_batch: Cell<usize>,
    closed_handles: Cell<usize>,
    /// The engine has panicked, and is not to be used any more.
    broken: Cell<bool>,
}

/// The engine, for one call. A panic while it is in use breaks it.
pub struct InUse<'a> {
    engine: RefMut<'a, Engine<Node>>,
    runner: &'a Runner,
}

impl Deref for InUse<'_> {
    type Target = Engine<Node>;

    fn deref(&self) -> &Self::Target {
        &self.engine
    }
}

impl DerefMut for InUse<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.engine
    }
}

impl Drop for InUse<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.runner.broken.set(true);
            // The next turn tells JavaScript, which may be in the midst of a call.
            if let Some(handles) = self.runner.handles.get() {
                handles.set_spinning(true);
            }
        }
    }
}

impl Runner {
    pub fn start(
        env: &Env,
        entries: [Unknown<'_>; 4],
        poller: MioPoller,
        trace: Trace,
        tables: Tables,
        memory: Memory,
    ) -> Result<std::result::Result<Rc<Self>, readyloop_engine::sys::Errno>> {
        let js = Rc::new(Js::new(env, entries)?);
        let event_loop = js.event_loop()?;
        let fd = poller.as_raw_fd();
        let host = User { js: js.clone(), owned: Owned::of(env)?, lent: None, held: HashMap::new(), looked_up: None };
        let calls = Calls::new(poller, KernelSockets, trace);
        let runner = Rc::new(Self {
            js,
            handles: OnceCell::new(),
            engine: RefCell::new(Some(Engine::new(calls, host, tables, memory))),
            last_stats: Cell::default(),
            soon: Cell::new(false),
            timer: Cell::new(None),
            alarm: Cell::new(None),
            spinning: Cell::new(false),
            turning: Cell::new(false),
            turns: Cell::new(0),
            in_batch: Cell::new(0),
            closed_handles: Cell::new(0),
            broken: Cell::new(false),
        });
        match Handles::new(event_loop, fd, &runner) {
            Ok(handles) => drop(runner.handles.set(handles)),
            Err(errno) => {
                runner.js.forget(true);
                return Ok(Err(errno));
            }
        }
        runner.js.watch_end(&runner)?;
        Ok(Ok(runner))
    }

    /// The engine; none once all is closed, or a panic has broken it.
    pub fn engine(&self) -> Option<InUse<'_>> {
        if self.broken.get() {
            return None;
        }
        let engine = RefMut::filter_map(self.engine.borrow_mut(), Option::as_mut).ok()?;
        Some(InUse { engine, runner: self })
    }

    pub fn js(&self) -> &Js {
        &self.js
    }

    /// One turn, L7: queued calls, then I/O, then due timers. A turn within a turn is none.
    pub fn turn(&self) {
        if self.broken.get() {
            return self.fail();
        }
        if self.turning.replace(true) {
            return;
        }
        let turn = self.turns.get().wrapping_add(1);
        self.turns.set(turn);
        let scope = self.js.scope();
        if self.soon.replace(false) {
            self.js.call(Entry::Soon, [turn]);
        }
        if let Some(mut engine) = self.engine() {
            engine.poll();
        }
        self.deliver(turn);
        if self.timer.get().is_some_and(|due| due <= uv::clock()) {
            self.set_timer(None);
            self.js.call(Entry::Timers, [turn]);
        }
        drop(scope);
        self.turning.set(false);
        self.rest();
    }

    /// Hands the turn's records to JavaScript, as many at a time as fit. What its callbacks bring about belongs to the
    /// next turn, unless there is none.
    fn deliver(&self, turn: u32) {
        let Some(mut left) = self.engine().map(|engine| engine.waiting()) else { return };
        while left > 0 {
            let Some(count) = self.engine().map(|mut engine| engine.fill(0, left)) else { return };
            if count == 0 {
                break;
            }
            self.in_batch.set(count);
            self.js.call(Entry::Batch, [count as u32, turn]);
            self.finish();
            let Some(engine) = self.engine() else { return };
            left = if engine.is_closed() { engine.waiting() } else { left - count };
        }
        if let Some(mut engine) = self.engine() {
            engine.delivered();
        }
    }

    /// After a turn or a call: sees to it that there is another turn if there is something to do.
    pub fn rest(&self) {
        let (Some(handles), Some(engine)) = (self.handles.get(), self.engine()) else { return };
        if self.turning.get() {
            return;
        }
        let spinning = self.soon.get() || engine.restless();
        if engine.is_closed() && !spinning {
            drop(engine);
            return handles.close();
        }
        if self.spinning.replace(spinning) != spinning {
            handles.set_spinning(spinning);
        }
        let alarm = engine.deadline();
        if self.alarm.replace(alarm) != alarm {
            handles.set_alarm(alarm.map(|due| due * NANOS_PER_MILLI));
        }
    }

    /// JavaScript has looked at all records of the batch; microtasks may run yet.
    pub fn finish(&self) {
        self.in_batch.set(0);
        if let Some(mut engine) = self.engine() {
            engine.finish();
        }
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
        self.engine().map_or_else(|| self.last_stats.get(), |engine| engine.stats())
    }

    /// Ends the loop. How many of its last records stand behind the current batch; if there are more, the handles stay
    /// for another turn.
    pub fn close(&self) -> usize {
        let Some(mut engine) = self.engine() else { return 0 };
        engine.close();
        let count = engine.fill(self.in_batch.get(), usize::MAX);
        drop(engine);
        self.soon.set(false);
        self.set_timer(None);
        self.rest();
        count
    }

    /// No JavaScript runs any more, and soon there is no environment.
    pub fn environment_ends(&self) {
        self.js.forget(false);
        guarded(|| self.engine().map(|mut engine| engine.abandon()));
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
            drop(self.engine.borrow_mut().take());
            self.js.forget(true);
            self.js.unwatch_end(self);
        }
    }

    /// What the engine holds is given back, as far as that goes without stepping it.
    fn wreck(&self) {
        if let Some(engine) = self.engine.borrow_mut().as_mut() {
            engine.wreck();
            engine.host().release_all();
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
