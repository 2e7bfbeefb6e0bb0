//! What a runner does with JavaScript: calls, references to the user's buffers, views of shared memory, the end of the
//! environment.

use super::{guarded, uv};
use crate::runner::Runner;
use napi::bindgen_prelude::JsValue;
use napi::{Env, Error, Result, Status, Unknown, sys};
use readyloop_engine::shm::Shared;
use std::cell::Cell;
use std::ffi::{CStr, c_void};
use std::ptr::null_mut;
use std::rc::Rc;

/// How many exceptions in a row one call lets the process survive; the ticks behind them are then left to Node itself,
/// which goes on after its I/O.
const MOST_EXCEPTIONS: u32 = 1024;

/// JavaScript's callbacks, by place.
#[derive(Clone, Copy)]
pub enum Entry {
    Batch = 0,
    Soon = 1,
    Timers = 2,
    Failed = 3,
}

/// A value that Node-API keeps for us.
#[derive(Clone, Copy)]
pub struct Held(sys::napi_ref);

/// Where bytes of the user's are, until JavaScript runs again.
pub struct Bytes {
    start: *mut u8,
    length: usize,
}

impl Bytes {
    pub fn len(&self) -> usize {
        self.length
    }

    /// The bytes themselves, for one system call: whoever asks looked them up for it, or in the call from JavaScript
    /// that is still running.
    pub fn slice(&mut self) -> &mut [u8] {
        if self.length == 0 {
            return &mut [];
        }
        // SAFETY: Node-API gave start and length of an array that is not detached; no JavaScript has run since, and the
        // exclusive borrow keeps out a second slice of this lookup.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.length) }
    }
}

pub(super) fn check(status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    Err(Error::new(Status::from(status), "Node-API refused a call".to_owned()))
}

/// One environment's side of a runner. After [`Js::forget`] it makes no call any more.
pub struct Js {
    env: sys::napi_env,
    context: Cell<sys::napi_async_context>,
    entries: [Held; 4],
    /// A function that does nothing; what matters is what runs after it.
    nothing: Held,
    hook: Cell<sys::napi_async_cleanup_hook_handle>,
    alive: Cell<bool>,
}

impl Js {
    pub fn new(env: &Env, entries: [Unknown<'_>; 4]) -> Result<Self> {
        let env = env.raw();
        let (mut name, mut context, mut nothing) = (null_mut(), null_mut(), null_mut());
        let mut kept = null_mut();
        let text = c"readyloop".as_ptr();
        // SAFETY: the environment is the caller's own; the name is of the given length.
        unsafe {
            check(sys::napi_create_string_utf8(env, text, 9, &mut name))?;
            check(sys::napi_create_function(env, text, 9, Some(on_nothing), null_mut(), &mut nothing))?;
            check(sys::napi_create_reference(env, nothing, 1, &mut kept))?;
            check(sys::napi_async_init(env, null_mut(), name, &mut context))?;
        }
        let [batch, soon, timers, failed] = entries;
        let entries = [hold(env, &batch)?, hold(env, &soon)?, hold(env, &timers)?, hold(env, &failed)?];
        let (context, hook) = (Cell::new(context), Cell::new(null_mut()));
        Ok(Self { env, context, entries, nothing: Held(kept), hook, alive: Cell::new(true) })
    }

    /// The libuv loop that this environment's JavaScript runs on.
    pub fn event_loop(&self) -> Result<uv::Loop> {
        let mut event_loop = null_mut();
        // SAFETY: the environment is alive.
        check(unsafe { sys::napi_get_uv_event_loop(self.env, &mut event_loop) })?;
        Ok(event_loop.cast())
    }

    /// Sees to it that the runner closes when the environment ends, and that the environment waits for that.
    pub fn watch_end(&self, runner: &Rc<Runner>) -> Result<()> {
        let data = Rc::into_raw(runner.clone()).cast_mut().cast();
        let mut hook = null_mut();
        // SAFETY: the data is an `Rc` that `unwatch_end` takes back.
        check(unsafe { sys::napi_add_async_cleanup_hook(self.env, Some(on_end), data, &mut hook) })?;
        self.hook.set(hook);
        Ok(())
    }

    /// The runner is closed: the environment need not wait for it.
    pub fn unwatch_end(&self, runner: &Rc<Runner>) {
        let hook = self.hook.replace(null_mut());
        if !hook.is_null() {
            // SAFETY: the hook was added and is removed once; with it goes the `Rc` that it held, beside the caller's.
            unsafe {
                sys::napi_remove_async_cleanup_hook(hook);
                Rc::decrement_strong_count(Rc::as_ptr(runner));
            }
        }
    }

    /// Calls into JavaScript from libuv. nextTick and microtasks run before this returns (L7). What is thrown becomes an
    /// uncaught exception (L16); if the process survives it, the ticks behind it still run before this returns. Whether
    /// JavaScript goes on: its execution may be terminated anywhere.
    pub fn call<const N: usize>(&self, entry: Entry, arguments: [u32; N]) -> bool {
        if !self.alive.get() {
            return false;
        }
        let values = arguments.map(|argument| {
            let mut value = null_mut();
            // SAFETY: the environment is alive, and a scope is open around the turn.
            unsafe { sys::napi_create_uint32(self.env, argument, &mut value) };
            value
        });
        let mut thrown = self.make_callback(self.entries[entry as usize], &values);
        let mut survived = 0;
        while thrown && survived < MOST_EXCEPTIONS {
            if !self.rethrow() {
                return false;
            }
            survived += 1;
            thrown = self.make_callback(self.nothing, &[]);
        }
        true
    }

    /// Whether something was thrown, by the function or by a tick.
    fn make_callback(&self, Held(function): Held, arguments: &[sys::napi_value]) -> bool {
        let (mut called, mut receiver, mut result) = (null_mut(), null_mut(), null_mut());
        let (env, context) = (self.env, self.context.get());
        // SAFETY: the environment is alive, and libuv called us on its thread outside of any JavaScript; values live in
        // the scope that is open around the turn.
        unsafe {
            if sys::napi_get_reference_value(env, function, &mut called) != sys::Status::napi_ok
                || sys::napi_get_global(env, &mut receiver) != sys::Status::napi_ok
            {
                return false;
            }
            let (count, first) = (arguments.len(), arguments.as_ptr());
            let status = sys::napi_make_callback(env, context, receiver, called, count, first, &mut result);
            status == sys::Status::napi_pending_exception
        }
    }

    /// Hands a pending exception to the process; false if there is none, as in an execution that is being terminated.
    fn rethrow(&self) -> bool {
        let (mut pending, mut error) = (false, null_mut());
        // SAFETY: the environment is alive.
        unsafe {
            sys::napi_is_exception_pending(self.env, &mut pending);
            pending
                && sys::napi_get_and_clear_last_exception(self.env, &mut error) == sys::Status::napi_ok
                && sys::napi_fatal_exception(self.env, error) == sys::Status::napi_ok
        }
    }

    /// Opens a scope for a turn, so that the values made in it do not pile up.
    pub fn scope(&self) -> Scope<'_> {
        let mut raw = null_mut();
        if self.alive.get() {
            // SAFETY: the environment is alive.
            unsafe { sys::napi_open_handle_scope(self.env, &mut raw) };
        }
        Scope { js: self, raw }
    }

    /// Keeps a value until it is released.
    pub fn hold(&self, value: &Unknown<'_>) -> Result<Held> {
        hold(self.env, value)
    }

    pub fn release(&self, Held(reference): Held) {
        if self.alive.get() {
            // SAFETY: the reference was created and is deleted once.
            unsafe { sys::napi_delete_reference(self.env, reference) };
        }
    }

    /// Where the bytes of a Uint8Array that is kept are now.
    pub fn bytes_of(&self, Held(reference): Held) -> Option<Bytes> {
        if !self.alive.get() {
            return None;
        }
        let mut value = null_mut();
        // SAFETY: the reference is not deleted yet; a scope is open around every turn and every call.
        unsafe { sys::napi_get_reference_value(self.env, reference, &mut value) };
        bytes(self.env, value)
    }

    /// Ends all calls. While the environment is still usable, what it keeps for us is given back.
    pub fn forget(&self, usable: bool) {
        if !self.alive.get() {
            return;
        }
        let context = self.context.replace(null_mut());
        // SAFETY: the environment is alive, at the latest in its cleanup hook; the context is destroyed once.
        unsafe { sys::napi_async_destroy(self.env, context) };
        if usable {
            for held in self.entries.into_iter().chain([self.nothing]) {
                self.release(held);
            }
        }
        self.alive.set(false);
    }
}

/// Values made while it is open go when it is closed.
pub struct Scope<'a> {
    js: &'a Js,
    raw: sys::napi_handle_scope,
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        if !self.raw.is_null() && self.js.alive.get() {
            // SAFETY: the scope was opened in this environment, which is alive, and is closed once.
            unsafe { sys::napi_close_handle_scope(self.js.env, self.raw) };
        }
    }
}

fn hold(env: sys::napi_env, value: &Unknown<'_>) -> Result<Held> {
    let mut reference = null_mut();
    // SAFETY: the value is of this environment and in scope.
    check(unsafe { sys::napi_create_reference(env, value.raw(), 1, &mut reference) })?;
    Ok(Held(reference))
}

/// The bytes of a Uint8Array that JavaScript has just handed over; none if it is no such thing.
pub fn bytes_in(env: &Env, value: &Unknown<'_>) -> Option<Bytes> {
    bytes(env.raw(), value.raw())
}

fn bytes(env: sys::napi_env, value: sys::napi_value) -> Option<Bytes> {
    let (mut kind, mut length, mut start) = (0, 0, null_mut());
    // SAFETY: Node-API checks that the value is a typed array; what is not asked for may be null.
    let status = unsafe {
        sys::napi_get_typedarray_info(env, value, &mut kind, &mut length, &mut start, null_mut(), null_mut())
    };
    let fits = status == sys::Status::napi_ok && kind == sys::TypedarrayType::uint8_array;
    fits.then(|| Bytes { start: start.cast(), length })
}

/// Which typed array looks at shared memory.
#[derive(Clone, Copy)]
pub enum View {
    Words,
    Bytes,
}

/// Gives an object a typed array over shared memory. Whatever JavaScript does to it, the memory stays the engine's too.
pub fn put_view<'a>(object: &impl JsValue<'a>, name: &CStr, memory: Shared, view: View) -> Result<()> {
    let (env, object) = (object.value().env, object.raw());
    let (mut buffer, mut array) = (null_mut(), null_mut());
    let (start, size) = (memory.start().as_ptr(), memory.size());
    let hint = Box::into_raw(Box::new(memory));
    let (kind, length) = match view {
        View::Words => (sys::TypedarrayType::int32_array, size / 4),
        View::Bytes => (sys::TypedarrayType::uint8_array, size),
    };
    // SAFETY: the memory lives until the finalizer drops its half of it; the array covers it exactly.
    unsafe {
        let status = sys::napi_create_external_arraybuffer(
            env,
            start.cast(),
            size,
            Some(on_view_gone),
            hint.cast(),
            &mut buffer,
        );
        if let Err(error) = check(status) {
            drop(Box::from_raw(hint));
            return Err(error);
        }
        check(sys::napi_create_typedarray(env, kind, length, buffer, 0, &mut array))?;
        check(sys::napi_set_named_property(env, object, name.as_ptr(), array))
    }
}

unsafe extern "C" fn on_nothing(_env: sys::napi_env, _info: sys::napi_callback_info) -> sys::napi_value {
    null_mut()
}

unsafe extern "C" fn on_view_gone(_env: sys::napi_env, _data: *mut c_void, hint: *mut c_void) {
    // SAFETY: the hint is the box that `put_view` made; Node-API finalizes once.
    guarded(|| unsafe { drop(Box::from_raw(hint.cast::<Shared>())) });
}

/// The environment ends: a worker was terminated, or the process exits.
unsafe extern "C" fn on_end(_hook: sys::napi_async_cleanup_hook_handle, data: *mut c_void) {
    // SAFETY: the data is the `Rc` of `watch_end`, which is taken back when all handles are closed; this borrows it.
    let runner = unsafe {
        let held = std::mem::ManuallyDrop::new(Rc::<Runner>::from_raw(data.cast()));
        Rc::clone(&held)
    };
    guarded(|| runner.environment_ends());
}
