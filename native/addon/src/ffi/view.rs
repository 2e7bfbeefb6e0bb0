//! Typed arrays over memory that JavaScript shares with the engine.

use super::{check, guarded};
use napi::bindgen_prelude::JsValue;
use napi::{Result, sys};
use readyloop_engine::shm::Shared;
use std::ffi::{CStr, c_void};
use std::ptr::null_mut;

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

unsafe extern "C" fn on_view_gone(_env: sys::napi_env, _data: *mut c_void, hint: *mut c_void) {
    // SAFETY: the hint is the box that `put_view` made; Node-API finalizes once.
    guarded(|| unsafe { drop(Box::from_raw(hint.cast::<Shared>())) });
}
