//! Calls into JavaScript, and references to what is JavaScript's.

use super::bytes::{Bytes, bytes};
use super::{check, uv};
use napi::bindgen_prelude::{JsValue, Object};
use napi::{Env, Result, Unknown, sys};
use std::cell::Cell;
use std::ptr::null_mut;

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
pub struct Held(pub(super) sys::napi_ref);

/// One loop's side of its environment. After [`Js::forget`] it makes no call any more.
pub struct Js {
    env: sys::napi_env,
    context: Cell<sys::napi_async_context>,
    entries: [Held; 4],
    /// A function that does nothing; what matters is what runs after it.
    nothing: Held,
    alive: Cell<bool>,
}

impl Js {
    /// `resource` is the asynchronous one in which JavaScript is called.
    pub fn new(env: &Env, entries: [Unknown<'_>; 4], resource: Option<Object<'_>>) -> Result<Self> {
        let env = env.raw();
        let resource = resource.map_or(null_mut(), |resource| resource.raw());
        let (mut name, mut context, mut nothing) = (null_mut(), null_mut(), null_mut());
        let mut kept = null_mut();
        let text = c"readyloop".as_ptr();
        // SAFETY: the environment is the caller's own; the name is of the given length.
        unsafe {
            check(sys::napi_create_string_utf8(env, text, 9, &mut name))?;
            check(sys::napi_create_function(env, text, 9, Some(on_nothing), null_mut(), &mut nothing))?;
            check(sys::napi_create_reference(env, nothing, 1, &mut kept))?;
            check(sys::napi_async_init(env, resource, name, &mut context))?;
        }
        let [batch, soon, timers, failed] = entries;
        let entries = [hold(env, &batch)?, hold(env, &soon)?, hold(env, &timers)?, hold(env, &failed)?];
        Ok(Self { env, context: Cell::new(context), entries, nothing: Held(kept), alive: Cell::new(true) })
    }

    pub(super) fn env(&self) -> sys::napi_env {
        self.env
    }

    /// The libuv loop that this environment's JavaScript runs on.
    pub fn event_loop(&self) -> Result<uv::Loop> {
        let mut event_loop = null_mut();
        // SAFETY: the environment is alive.
        check(unsafe { sys::napi_get_uv_event_loop(self.env, &mut event_loop) })?;
        Ok(event_loop.cast())
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
    pub fn bytes_of(&self, held: Held) -> Option<Bytes> {
        bytes(self.env, self.value_of(held)?)
    }

    /// A value that is kept; none once no JavaScript runs any more.
    pub(super) fn value_of(&self, Held(reference): Held) -> Option<sys::napi_value> {
        if !self.alive.get() {
            return None;
        }
        let mut value = null_mut();
        // SAFETY: the reference is not deleted yet; a scope is open around every turn and every call.
        check(unsafe { sys::napi_get_reference_value(self.env, reference, &mut value) }).ok()?;
        Some(value)
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

unsafe extern "C" fn on_nothing(_env: sys::napi_env, _info: sys::napi_callback_info) -> sys::napi_value {
    null_mut()
}
