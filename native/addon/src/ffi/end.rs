//! The end of an environment: a worker was terminated, or the process exits.

use super::{Js, Turns, check, guarded};
use napi::{Result, sys};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::null_mut;
use std::rc::Rc;

/// Has the environment wait, when it ends, until this is dropped.
pub struct EndWatch<T: Turns> {
    hook: sys::napi_async_cleanup_hook_handle,
    owner: *const T,
}

impl<T: Turns> EndWatch<T> {
    /// Tells the owner when the environment ends, and holds him until then.
    pub fn new(js: &Js, owner: &Rc<T>) -> Result<Self> {
        let held = Rc::into_raw(owner.clone());
        let mut hook = null_mut();
        // SAFETY: the data is an `Rc` that is taken back with the hook.
        let added = check(unsafe {
            sys::napi_add_async_cleanup_hook(js.env(), Some(on_end::<T>), held.cast_mut().cast(), &mut hook)
        });
        if let Err(error) = added {
            // SAFETY: nobody has the `Rc` that was made above.
            unsafe { Rc::decrement_strong_count(held) };
            return Err(error);
        }
        Ok(Self { hook, owner: held })
    }
}

impl<T: Turns> Drop for EndWatch<T> {
    fn drop(&mut self) {
        // SAFETY: the hook was added and is removed once; with it goes the `Rc` that it held.
        unsafe {
            sys::napi_remove_async_cleanup_hook(self.hook);
            Rc::decrement_strong_count(self.owner);
        }
    }
}

unsafe extern "C" fn on_end<T: Turns>(_hook: sys::napi_async_cleanup_hook_handle, data: *mut c_void) {
    // SAFETY: the data is the `Rc` of the watch, which is taken back when all handles are closed; this borrows it.
    let owner = unsafe {
        let held = ManuallyDrop::new(Rc::<T>::from_raw(data.cast()));
        Rc::clone(&held)
    };
    guarded(|| owner.environment_ends());
}
