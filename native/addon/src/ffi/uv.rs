//! The handles through which libuv takes turns of a loop.
//!
//! Handles are made by `uv_handle_size`, so that no second libuv and none of its headers is needed, and are freed in their
//! close callbacks. Each holds its owner until then.

use super::{Turns, guarded};
use readyloop_engine::sys::{Errno, TimerFd};
use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_uint, c_void};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::os::fd::{AsRawFd, RawFd};
use std::ptr::NonNull;
use std::rc::Rc;

/// libuv's event loop.
pub type Loop = *mut c_void;
type Raw = *mut c_void;
type Callback = unsafe extern "C" fn(Raw);

unsafe extern "C" {
    fn uv_handle_size(kind: c_int) -> usize;
    fn uv_handle_get_data(handle: Raw) -> *mut c_void;
    fn uv_handle_set_data(handle: Raw, data: *mut c_void);
    fn uv_close(handle: Raw, callback: Callback);
    fn uv_ref(handle: Raw);
    fn uv_unref(handle: Raw);
    fn uv_now(event_loop: Loop) -> u64;
    fn uv_hrtime() -> u64;
    fn uv_async_init(event_loop: Loop, handle: Raw, callback: Callback) -> c_int;
    fn uv_async_send(handle: Raw) -> c_int;
    fn uv_poll_init(event_loop: Loop, handle: Raw, fd: c_int) -> c_int;
    fn uv_poll_start(handle: Raw, events: c_int, callback: unsafe extern "C" fn(Raw, c_int, c_int)) -> c_int;
    fn uv_idle_init(event_loop: Loop, handle: Raw) -> c_int;
    fn uv_idle_start(handle: Raw, callback: Callback) -> c_int;
    fn uv_idle_stop(handle: Raw) -> c_int;
    fn uv_check_init(event_loop: Loop, handle: Raw) -> c_int;
    fn uv_check_start(handle: Raw, callback: Callback) -> c_int;
    fn uv_check_stop(handle: Raw) -> c_int;
    fn uv_timer_init(event_loop: Loop, handle: Raw) -> c_int;
    fn uv_timer_start(handle: Raw, callback: Callback, timeout: u64, repeat: u64) -> c_int;
    fn uv_timer_stop(handle: Raw) -> c_int;
}

const UV_READABLE: c_int = 1;
const ALIGNMENT: usize = 16;

/// The numbers that `uv_handle_type` gives the kinds used here; they are part of libuv's ABI.
#[derive(Clone, Copy)]
enum Kind {
    Async = 1,
    Check = 2,
    Idle = 6,
    Poll = 8,
    Timer = 13,
}

impl Kind {
    fn layout(self) -> Layout {
        // SAFETY: the function only looks a size up.
        let size = unsafe { uv_handle_size(self as c_int) };
        Layout::from_size_align(size, ALIGNMENT).expect("the size of a handle")
    }
}

/// Nanoseconds of the clock by which libuv's timers run.
pub fn clock() -> u64 {
    // SAFETY: the function reads a clock.
    unsafe { uv_hrtime() }
}

/// Who says that there is something to take a turn for.
#[derive(Clone, Copy)]
pub enum Source {
    /// This descriptor, by being readable.
    Poll(RawFd),
    /// Another thread, with a [`Waker`].
    Async,
}

/// What tells that the timer is due.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// A descriptor that libuv watches: to the tenth of a millisecond.
    Fine,
    /// A timer of libuv's, to the millisecond: for what has an interface as libuv's, and can watch no descriptor.
    Coarse,
}

/// Has libuv take a turn, from any thread. Not to be used any more once the handles are being closed.
pub struct Waker(Raw);

// SAFETY: uv_async_send may be called from any thread.
unsafe impl Send for Waker {}
// SAFETY: as above.
unsafe impl Sync for Waker {}

impl Waker {
    pub fn wake(&self) {
        // SAFETY: the handle is an open one of kind Async: the I/O thread has ended before the handles are closed, and
        // JavaScript's thread wakes itself only for news, which a closed engine has none of.
        unsafe { uv_async_send(self.0) };
    }
}

/// The handles of one owner, who takes turns.
pub struct Handles<T: Turns> {
    event_loop: Loop,
    source: Raw,
    close_source: Callback,
    idle: Raw,
    check: Raw,
    /// Watches `timer_fd`, or is a timer itself where there is none.
    timer: Raw,
    close_timer: Callback,
    timer_fd: RefCell<Option<TimerFd>>,
    /// How often it was set.
    settings: Cell<u64>,
    alarm: Raw,
    open: Cell<bool>,
    owner: PhantomData<Rc<T>>,
}

impl<T: Turns> Handles<T> {
    /// How many handles there are, each of which is closed once.
    pub const COUNT: usize = 5;

    /// Makes the handles, of which the source is the first to take turns. They do not keep the process alive.
    pub fn new(event_loop: Loop, source: Source, clock: Clock, owner: &Rc<T>) -> Result<Self, Errno> {
        let (kind, close_source): (_, Callback) = match source {
            Source::Poll(_) => (Kind::Poll, on_close::<T, { Kind::Poll as u8 }>),
            Source::Async => (Kind::Async, on_close::<T, { Kind::Async as u8 }>),
        };
        let (timer_kind, close_timer): (_, Callback) = match clock {
            Clock::Fine => (Kind::Poll, on_close::<T, { Kind::Poll as u8 }>),
            Clock::Coarse => (Kind::Timer, on_close::<T, { Kind::Timer as u8 }>),
        };
        let timer_fd = (clock == Clock::Fine).then(TimerFd::new).transpose()?;
        let raw = allocate(kind);
        // SAFETY: the handle has the size of its kind; on failure libuv has not kept it.
        unsafe {
            let status = match source {
                Source::Poll(fd) => uv_poll_init(event_loop, raw, fd),
                Source::Async => uv_async_init(event_loop, raw, on_async::<T>),
            };
            if status != 0 {
                dealloc(raw.cast(), kind.layout());
                return Err(Errno(-status));
            }
        }
        let [idle, check] = [allocate(Kind::Idle), allocate(Kind::Check)];
        let [timer, alarm] = [allocate(timer_kind), allocate(Kind::Timer)];
        // SAFETY: each handle has the size of its kind, and these functions cannot fail: the descriptor is one that can be
        // polled. The data is an `Rc` that the close callback takes back.
        unsafe {
            uv_idle_init(event_loop, idle);
            uv_check_init(event_loop, check);
            match &timer_fd {
                Some(fd) => uv_poll_init(event_loop, timer, fd.as_raw_fd()),
                None => uv_timer_init(event_loop, timer),
            };
            uv_timer_init(event_loop, alarm);
            for handle in [raw, idle, check, timer, alarm] {
                uv_handle_set_data(handle, Rc::into_raw(owner.clone()).cast_mut().cast());
                uv_unref(handle);
            }
            if let Source::Poll(_) = source {
                uv_poll_start(raw, UV_READABLE, on_poll::<T>);
            }
            if timer_fd.is_some() {
                uv_poll_start(timer, UV_READABLE, on_poll::<T>);
            }
        }
        Ok(Self {
            event_loop,
            source: raw,
            close_source,
            idle,
            check,
            timer,
            close_timer,
            timer_fd: RefCell::new(timer_fd),
            settings: Cell::new(0),
            alarm,
            open: Cell::new(true),
            owner: PhantomData,
        })
    }

    /// For another thread; of a source of kind Async only.
    pub fn waker(&self) -> Waker {
        Waker(self.source)
    }

    /// Whether the handles keep the process alive: one for all.
    pub fn set_ref(&self, alive: bool) {
        if self.open.get() {
            // SAFETY: the handle is open.
            unsafe { if alive { uv_ref(self.source) } else { uv_unref(self.source) } }
        }
    }

    /// Takes turns without waiting for the poller: idle keeps libuv from blocking, check comes after its poll.
    pub fn set_spinning(&self, spinning: bool) {
        if !self.open.get() {
            return;
        }
        // SAFETY: the handles are open; starting and stopping twice is allowed.
        unsafe {
            if spinning {
                uv_idle_start(self.idle, on_idle);
                uv_check_start(self.check, on_check::<T>);
            } else {
                uv_idle_stop(self.idle);
                uv_check_stop(self.check);
            }
        }
    }

    /// Whether the process lives at least until the turn that was asked for by `set_spinning`.
    pub fn set_awaited(&self, awaited: bool) {
        if self.open.get() {
            // SAFETY: the handle is open.
            unsafe { if awaited { uv_ref(self.check) } else { uv_unref(self.check) } }
        }
    }

    /// Takes a turn when the clock has reached this, and again until it is set anew; or never.
    pub fn set_timer(&self, due: Option<u64>) {
        if !self.open.get() {
            return;
        }
        match &*self.timer_fd.borrow() {
            Some(timer) => timer.set(due),
            None => self.set_coarsely(self.timer, due, 1),
        }
        self.settings.set(self.settings.get() + 1);
    }

    /// How many system calls `set_timer` has made.
    pub fn settings(&self) -> u64 {
        self.settings.get()
    }

    /// As the timer, but for the engine's own deadlines, which need not be met to the millisecond.
    pub fn set_alarm(&self, due: Option<u64>) {
        if self.open.get() {
            self.set_coarsely(self.alarm, due, 0);
        }
    }

    /// For an open handle of kind Timer; after that it is due each so many milliseconds again, or with 0 no more.
    fn set_coarsely(&self, timer: Raw, due: Option<u64>, again: u64) {
        // SAFETY: the handle is open. libuv counts from its cached time, which may be behind: rounding up from there
        // makes the timer late rather than early (L13).
        unsafe {
            match due {
                Some(due) => {
                    let timeout = due.div_ceil(1_000_000).saturating_sub(uv_now(self.event_loop));
                    uv_timer_start(timer, on_timer::<T>, timeout, again);
                }
                None => {
                    uv_timer_stop(timer);
                }
            }
        }
    }

    /// Closes every handle; libuv calls back for each, and then it is free.
    pub fn close(&self) {
        if !self.open.replace(false) {
            return;
        }
        // SAFETY: the handles are open, and are closed only here.
        unsafe {
            uv_close(self.source, self.close_source);
            uv_close(self.idle, on_close::<T, { Kind::Idle as u8 }>);
            uv_close(self.check, on_close::<T, { Kind::Check as u8 }>);
            uv_close(self.timer, self.close_timer);
            uv_close(self.alarm, on_close::<T, { Kind::Timer as u8 }>);
        }
        // libuv looks at it no more.
        self.timer_fd.take();
    }
}

fn allocate(kind: Kind) -> Raw {
    let layout = kind.layout();
    // SAFETY: a handle is not of size zero.
    let memory = unsafe { alloc_zeroed(layout) };
    NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(layout)).as_ptr().cast()
}

/// The owner of a handle, who stays the handle's.
///
/// # Safety
/// The handle is one of [`Handles`] of such owners, and not freed yet.
unsafe fn owner_of<T: Turns>(handle: Raw) -> Rc<T> {
    // SAFETY: the data was made by `Rc::into_raw`, and is taken back only in the close callback.
    let held = unsafe { ManuallyDrop::new(Rc::from_raw(uv_handle_get_data(handle).cast())) };
    Rc::clone(&held)
}

/// # Safety
/// libuv calls this with a handle of [`Handles`] of such owners.
unsafe fn take_turn<T: Turns>(handle: Raw, turn: fn(&T)) {
    // SAFETY: as the caller promises.
    let owner = unsafe { owner_of::<T>(handle) };
    if guarded(|| turn(&owner)).is_none() {
        guarded(|| owner.fail());
    }
}

unsafe extern "C" fn on_poll<T: Turns>(handle: Raw, _status: c_int, _events: c_int) {
    // SAFETY: libuv calls this with the source, or the timer.
    unsafe { take_turn(handle, T::turn_for_news) }
}

unsafe extern "C" fn on_async<T: Turns>(handle: Raw) {
    // SAFETY: libuv calls this with the async handle.
    unsafe { take_turn(handle, T::turn_for_news) }
}

unsafe extern "C" fn on_check<T: Turns>(handle: Raw) {
    // SAFETY: libuv calls this with the check handle.
    unsafe { take_turn(handle, T::turn_again) }
}

unsafe extern "C" fn on_timer<T: Turns>(handle: Raw) {
    // SAFETY: libuv calls this with the alarm, or the timer.
    unsafe { take_turn(handle, T::turn_for_news) }
}

unsafe extern "C" fn on_idle(_handle: Raw) {}

unsafe extern "C" fn on_close<T: Turns, const KIND: u8>(handle: Raw) {
    let kind = match c_uint::from(KIND) {
        1 => Kind::Async,
        2 => Kind::Check,
        6 => Kind::Idle,
        8 => Kind::Poll,
        _ => Kind::Timer,
    };
    // SAFETY: the handle is closed, so libuv has forgotten it; its data was made by `Rc::into_raw`, its memory by
    // `allocate` with this kind.
    let owner = unsafe {
        let owner: Rc<T> = Rc::from_raw(uv_handle_get_data(handle).cast());
        dealloc(handle.cast(), kind.layout());
        owner
    };
    guarded(|| owner.handle_closed());
}
