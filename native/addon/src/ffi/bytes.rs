//! The bytes of a buffer of the user's, as Node-API finds them.

use napi::bindgen_prelude::JsValue;
use napi::{Env, Unknown, sys};
use std::ptr::null_mut;

/// Where bytes of the user's are, until JavaScript runs again.
pub struct Bytes {
    start: *mut u8,
    length: usize,
}

impl Bytes {
    pub fn len(&self) -> usize {
        self.length
    }

    /// The same to look at.
    pub fn view(&self) -> &[u8] {
        if self.length == 0 {
            return &[];
        }
        // SAFETY: Node-API gave start and length of an array that is not detached; no JavaScript has run since, and nothing
        // else here writes there while this looks.
        unsafe { std::slice::from_raw_parts(self.start, self.length) }
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

/// The bytes of a Uint8Array that JavaScript has just handed over; none if it is no such thing.
pub fn bytes_in(env: &Env, value: &Unknown<'_>) -> Option<Bytes> {
    bytes(env.raw(), value.raw())
}

pub(super) fn bytes(env: sys::napi_env, value: sys::napi_value) -> Option<Bytes> {
    let (mut kind, mut length, mut start) = (0, 0, null_mut());
    // SAFETY: Node-API checks that the value is a typed array; what is not asked for may be null.
    let status = unsafe {
        sys::napi_get_typedarray_info(env, value, &mut kind, &mut length, &mut start, null_mut(), null_mut())
    };
    let fits = status == sys::Status::napi_ok && kind == sys::TypedarrayType::uint8_array;
    fits.then(|| Bytes { start: start.cast(), length })
}
