//! The class that JavaScript sees.

use crate::backend::{Parts, Start};
use crate::errors;
use crate::ffi::{Clock, Lists, View, put_list, put_view};
use crate::hot;
use crate::past::NativePast;
use crate::runner::Runner;
use napi::bindgen_prelude::*;
use napi_derive::napi;
use readyloop_engine::generated::layout::SystemCall;
use readyloop_engine::poller::MioPoller;
use readyloop_engine::sys::{Errno, name};
use readyloop_engine::{AnyEngine, Direction, Memory, Owners, Refusal, SlotId, Stats, Trace};
use std::path::Path;
use std::rc::Rc;

const BATCH_CAPACITY: u32 = 1024;
const SLAB_BYTES: u32 = 512 * 1024;
#[napi(object, object_to_js = false)]
pub struct NativeLoopOptions<'a> {
    /// Whether the engine gets a thread of its own.
    pub apart: Option<bool>,
    /// Whether timers run by libuv's, since it can watch no descriptor here; only with `apart`.
    pub coarse: Option<bool>,
    /// The file to write a trace to.
    pub trace: Option<String>,
    /// How many bytes one batch can carry.
    pub slab_bytes: Option<u32>,
    /// How many records one batch can carry.
    pub batch_capacity: Option<u32>,
    /// The asynchronous resource in which JavaScript is called; without one the loop has one of its own.
    pub resource: Option<Object<'a>>,
}

/// What the loop has and has done; the calls are counts of system calls.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct NativeStats {
    /// How often JavaScript was called, with how many records in all, and for how many nanoseconds at the longest.
    pub entries: f64,
    pub records: f64,
    pub longest_entry: f64,
    pub timer_set: f64,
    pub slots: f64,
    pub registrations: f64,
    pub pending: f64,
    pub forbidden: f64,
    pub turns: f64,
    pub steps: f64,
    pub epoll_add: f64,
    pub epoll_mod: f64,
    pub epoll_del: f64,
    pub poll: f64,
    pub accept: f64,
    pub connect: f64,
    pub disconnect: f64,
    pub recv: f64,
    pub send: f64,
    pub close: f64,
    pub shutdown: f64,
}

/// A loop as its JavaScript has it. An instance has six views of the memory that both share: `records`, rows of
/// a batch; `result`, the row of an operation that settled at once; `slab`, the bytes that rows point to; `told`, the rows
/// in which JavaScript says what it told its users, behind their count; `commands`, the rows in which it asks something of
/// connections, behind theirs; `outgoing`, the bytes that those point to. Two lists are, for Uint8Arrays that commands point to,
/// `pieces`, and for Buffers that rows of a batch point to, `chunks`. It also has the methods of `hot.rs`: `begin`, `finish`, `receive`, `receiveFrom`, `receiveInto`, `send`,
/// `sendTo`, `submit`, `flushSoon`, `schedule`, `setTimer`, `setRef`.
#[napi]
pub struct NativeLoop {
    runner: Rc<Runner>,
}

#[napi]
impl NativeLoop {
    /// `onBatch` gets the number of records to look at; it, `onSoon` and `onTimers` are told which turn it is, by a number
    /// that wraps. `onFailed` hears that the loop has panicked, and that nothing more will come of it. Each of the four is
    /// called from libuv, never from a call.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: &Env,
        this: This<'_>,
        options: NativeLoopOptions<'_>,
        #[napi(ts_arg_type = "(count: number, turn: number) => void")] on_batch: Unknown<'_>,
        #[napi(ts_arg_type = "(turn: number) => void")] on_soon: Unknown<'_>,
        #[napi(ts_arg_type = "(turn: number) => void")] on_timers: Unknown<'_>,
        #[napi(ts_arg_type = "() => void")] on_failed: Unknown<'_>,
    ) -> Result<Self> {
        let trace = match &options.trace {
            None => Trace::default(),
            Some(path) => match Trace::to_file(Path::new(path)) {
                Ok(trace) => trace,
                Err(error) => return errors::system(env, Errno::from(error), "open"),
            },
        };
        let poller = match MioPoller::new() {
            Ok(poller) => poller,
            Err(errno) => return errors::system(env, errno, "epoll_create1"),
        };
        let capacity = options.batch_capacity.unwrap_or(BATCH_CAPACITY) as usize;
        let memory = Memory::new(capacity, options.slab_bytes.unwrap_or(SLAB_BYTES) as usize);
        put_view(&this.object, c"records", memory.records.clone(), View::Words)?;
        put_view(&this.object, c"result", memory.result.clone(), View::Words)?;
        put_view(&this.object, c"slab", memory.slab.clone(), View::Bytes)?;
        put_view(&this.object, c"told", memory.told.clone(), View::Words)?;
        put_view(&this.object, c"commands", memory.commands.clone(), View::Words)?;
        put_view(&this.object, c"outgoing", memory.outgoing.clone(), View::Bytes)?;
        let lists = Lists { pieces: put_list(&this.object, c"pieces")?, chunks: put_list(&this.object, c"chunks")? };
        let entries = [on_batch, on_soon, on_timers, on_failed];
        let parts = Parts { poller, trace, tables: crate::tables(), memory };
        let apart = options.apart.unwrap_or(false);
        let clock = if options.coarse.unwrap_or(false) { Clock::Coarse } else { Clock::Fine };
        let runner = match Runner::start(env, entries, options.resource, lists, parts, apart, clock)? {
            Ok(runner) => runner,
            Err((errno, call)) => return errors::system(env, errno, call),
        };
        hot::put_methods(&this.object, &runner)?;
        Ok(Self { runner })
    }

    /// Puts a callback, which has this number, on a direction; answers the key of its slot, by which records name it.
    #[napi(catch_unwind)]
    pub fn add_reader(&self, env: &Env, fd: i32, callback: u32) -> Result<f64> {
        self.add(env, fd, Direction::Reader, callback)
    }

    #[napi(catch_unwind)]
    pub fn add_writer(&self, env: &Env, fd: i32, callback: u32) -> Result<f64> {
        self.add(env, fd, Direction::Writer, callback)
    }

    /// Whether there was one.
    #[napi(catch_unwind)]
    pub fn remove_reader(&self, env: &Env, fd: i32) -> Result<bool> {
        self.remove(env, fd, Direction::Reader)
    }

    #[napi(catch_unwind)]
    pub fn remove_writer(&self, env: &Env, fd: i32) -> Result<bool> {
        self.remove(env, fd, Direction::Writer)
    }

    /// Takes the rows of `told`, for there is no room for more.
    #[napi(catch_unwind)]
    pub fn hear(&self) {
        self.runner.hear();
    }

    /// The key of a socket's slot.
    #[napi(catch_unwind)]
    pub fn attach(&self, env: &Env, fd: i32) -> Result<f64> {
        if fd < 0 {
            return errors::system(env, Errno(libc::EBADF), "attach");
        }
        self.ask(env, |engine| engine.attach(fd)).map(SlotId::key)
    }

    /// Has the loop read and write a connected socket by itself: the key of its slot. The descriptor is the loop's own from
    /// now on. Nothing is read before it is asked to resume.
    #[napi(catch_unwind)]
    pub fn open_transport(&self, env: &Env, fd: i32) -> Result<f64> {
        if fd < 0 {
            return errors::system(env, Errno(libc::EBADF), "attach");
        }
        let key = self.ask(env, |engine| engine.open_transport(fd)).map(SlotId::key)?;
        Owners::disown(fd);
        Ok(key)
    }

    /// The `sockaddr` of a transport's own end, or of its peer's; null if there is none, or no transport any more.
    #[napi(catch_unwind)]
    pub fn transport_name(&self, key: f64, of_peer: bool) -> Option<Buffer> {
        let id = SlotId::from_key(key);
        let address = self.runner.call(|engine| engine.transport_name(id, of_peer)).flatten()?;
        Some(name::bytes(&address).to_vec().into())
    }

    /// Accepts on the listeners of a server by itself, up to so many connections of it at a time, or with 0 any number. Each is
    /// told of with a MADE record.
    #[napi(catch_unwind)]
    pub fn serve(&self, env: &Env, keys: Vec<f64>, most: u32) -> Result<()> {
        let listeners: Vec<SlotId> = keys.into_iter().map(SlotId::from_key).collect();
        self.ask(env, |engine| engine.serve(&listeners, most))
    }

    #[napi(catch_unwind)]
    pub fn pause_serving(&self, key: f64) {
        self.runner.call(|engine| engine.pause_serving(SlotId::from_key(key)));
        self.runner.rest();
    }

    #[napi(catch_unwind)]
    pub fn resume_serving(&self, key: f64) {
        self.runner.call(|engine| engine.resume_serving(SlotId::from_key(key)));
        self.runner.rest();
    }

    /// Starts an accept: 0 if it is pending, 1 if it has settled and its record is `result`.
    #[napi(catch_unwind)]
    pub fn accept(&self, env: &Env, key: f64, operation: u32) -> Result<u32> {
        self.start(env, key, operation, Start::Accept)
    }

    /// Starts a connect to a `sockaddr`: 0 if it is pending, 1 if it has settled and its record is `result`.
    #[napi(catch_unwind)]
    pub fn connect(&self, env: &Env, key: f64, operation: u32, address: &[u8]) -> Result<u32> {
        let address = match name::from_bytes(address) {
            Ok(address) => address,
            Err(errno) => return errors::system(env, errno, "connect"),
        };
        self.start(env, key, operation, Start::Connect(address))
    }

    /// Gives a pending operation up: how many bytes had been taken, or -1 if its record is on the way.
    #[napi(catch_unwind)]
    pub fn cancel(&self, key: f64, operation: u32) -> f64 {
        let id = SlotId::from_key(key);
        let taken = self.runner.call(|engine| engine.cancel(id, operation));
        self.runner.rest();
        taken.flatten().map_or(-1.0, |taken| taken as f64)
    }

    /// The bytes of a RECEIVED record that stand apart, with the sender's address behind them; null if they were taken.
    #[napi(catch_unwind)]
    pub fn take_message(&self, operation: u32) -> Option<Buffer> {
        self.runner.call(|engine| engine.take_message(operation)).flatten().map(Buffer::from)
    }

    /// Ends a slot: its operations fail with the next batch, its descriptor stays open.
    #[napi(catch_unwind)]
    pub fn close_slot(&self, key: f64) {
        self.runner.call(|engine| engine.close_slot(SlotId::from_key(key)));
        self.runner.rest();
    }

    /// Ends the loop. Answers how many last records stand in `records` behind the current batch; what does not fit there
    /// comes with further calls of `onBatch`.
    #[napi(catch_unwind)]
    pub fn close(&self) -> u32 {
        self.runner.close() as u32
    }

    /// Ends the trace, for the process exits and nothing else would.
    #[napi(catch_unwind)]
    pub fn end_trace(&self) {
        self.runner.call(|engine| engine.end_trace(false));
    }

    #[napi(catch_unwind)]
    pub fn stats(&self) -> NativeStats {
        let entries = self.runner.entries();
        NativeStats {
            entries: entries.count.get() as f64,
            records: entries.records.get() as f64,
            longest_entry: entries.longest.get() as f64,
            timer_set: self.runner.timer_settings() as f64,
            ..self.runner.stats().into()
        }
    }

    /// What a descriptor's slot is, and did last; null once all is closed.
    #[napi(catch_unwind)]
    pub fn past(&self, fd: i32) -> Option<NativePast> {
        self.runner.call(|engine| engine.past(fd)).map(NativePast::from)
    }

    /// Has the engine answer, or throws why it does not.
    fn ask<T>(&self, env: &Env, body: impl FnOnce(&mut dyn AnyEngine) -> std::result::Result<T, Refusal>) -> Result<T> {
        let answer = self.runner.call(body).unwrap_or(Err(Refusal::LoopClosed));
        self.runner.rest();
        answer.or_else(|refusal| errors::refused(env, refusal))
    }

    fn add(&self, env: &Env, fd: i32, direction: Direction, callback: u32) -> Result<f64> {
        self.ask(env, |engine| engine.add(fd, direction, callback)).map(SlotId::key)
    }

    fn remove(&self, env: &Env, fd: i32, direction: Direction) -> Result<bool> {
        let removed = self.runner.call(|engine| engine.remove(fd, direction)).unwrap_or(Ok(false));
        self.runner.rest();
        removed.or_else(|refusal| errors::refused(env, refusal))
    }

    fn start(&self, env: &Env, key: f64, operation: u32, start: Start<'_>) -> Result<u32> {
        let started = self.runner.begin_operation(SlotId::from_key(key), operation, start)?;
        self.runner.rest();
        started.map(hot::number_of).or_else(|refusal| errors::refused(env, refusal))
    }
}

impl From<Stats> for NativeStats {
    fn from(stats: Stats) -> Self {
        let calls = |call: SystemCall| stats.calls[call as usize] as f64;
        Self {
            slots: stats.slots as f64,
            registrations: stats.registrations as f64,
            pending: stats.pending as f64,
            forbidden: stats.forbidden as f64,
            turns: stats.turns as f64,
            steps: stats.steps as f64,
            epoll_add: calls(SystemCall::EpollAdd),
            epoll_mod: calls(SystemCall::EpollMod),
            epoll_del: calls(SystemCall::EpollDel),
            poll: calls(SystemCall::Poll),
            accept: calls(SystemCall::Accept),
            connect: calls(SystemCall::Connect),
            disconnect: calls(SystemCall::Disconnect),
            recv: calls(SystemCall::Recv),
            send: calls(SystemCall::Send),
            close: calls(SystemCall::Close),
            shutdown: calls(SystemCall::Shutdown),
            ..Self::default()
        }
    }
}
