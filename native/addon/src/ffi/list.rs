//! Lists of what is handed from JavaScript to native code, or the other way.

use super::bytes::{Bytes, bytes};
use super::{Held, Js, check};
use napi::bindgen_prelude::JsValue;
use napi::{Result, sys};
use std::ffi::CStr;
use std::ptr::null_mut;

/// What JavaScript and native code hand to each other in lists.
#[derive(Clone, Copy)]
pub struct Lists {
    /// What is written apart, or to be read into; JavaScript fills it.
    pub pieces: Held,
    /// Chunks of memory that are new to JavaScript, which empties it.
    pub chunks: Held,
}

/// Gives an object an empty array, which is kept until it is released.
pub fn put_list<'a>(object: &impl JsValue<'a>, name: &CStr) -> Result<Held> {
    let (env, object) = (object.value().env, object.raw());
    let (mut array, mut kept) = (null_mut(), null_mut());
    // SAFETY: the object is of this environment and in scope, and so is the array.
    unsafe {
        check(sys::napi_create_array(env, &mut array))?;
        check(sys::napi_set_named_property(env, object, name.as_ptr(), array))?;
        check(sys::napi_create_reference(env, array, 1, &mut kept))?;
    }
    Ok(Held(kept))
}

impl Js {
    /// The bytes of the Uint8Array at a place of a list; none if there is no such thing.
    pub fn bytes_at(&self, list: Held, place: u32) -> Option<Bytes> {
        bytes(self.env(), self.value_at(list, place)?)
    }

    /// Keeps what is at a place of a list until it is released.
    pub fn hold_at(&self, list: Held, place: u32) -> Option<Held> {
        let value = self.value_at(list, place)?;
        let mut kept = null_mut();
        // SAFETY: the value is of this environment and in scope.
        check(unsafe { sys::napi_create_reference(self.env(), value, 1, &mut kept) }).ok()?;
        Some(Held(kept))
    }

    /// Puts a new Buffer of so many bytes, of which nobody knows what they are, at the end of a list, and keeps it until it is
    /// released.
    pub fn push_buffer(&self, list: Held, length: usize) -> Option<Held> {
        let (env, array) = (self.env(), self.value_of(list)?);
        let (mut count, mut start, mut value, mut kept) = (0, null_mut(), null_mut(), null_mut());
        // SAFETY: the environment is alive, and a scope is open around every turn and every call.
        unsafe {
            check(sys::napi_get_array_length(env, array, &mut count)).ok()?;
            check(sys::napi_create_buffer(env, length, &mut start, &mut value)).ok()?;
            check(sys::napi_set_element(env, array, count, value)).ok()?;
            check(sys::napi_create_reference(env, value, 1, &mut kept)).ok()?;
        }
        Some(Held(kept))
    }

    /// Takes everything out of a list.
    pub fn empty(&self, list: Held) {
        let Some(array) = self.value_of(list) else { return };
        let mut none = null_mut();
        // SAFETY: the environment is alive. An array that JavaScript has frozen stays as it is.
        unsafe {
            sys::napi_create_uint32(self.env(), 0, &mut none);
            sys::napi_set_named_property(self.env(), array, c"length".as_ptr(), none);
        }
    }

    fn value_at(&self, list: Held, place: u32) -> Option<sys::napi_value> {
        let array = self.value_of(list)?;
        let mut value = null_mut();
        // SAFETY: the environment is alive, and a scope is open around every turn and every call.
        check(unsafe { sys::napi_get_element(self.env(), array, place, &mut value) }).ok()?;
        Some(value)
    }
}
