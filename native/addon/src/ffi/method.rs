//! Functions that know their owner. Finding it through `this`, as a method of a class does, costs several times as much
//! as all the rest of a short call.

use super::{check, guarded};
use napi::bindgen_prelude::{JsValue, Object};
use napi::{Env, Error, JsError, Result, Status, Unknown, sys};
use std::ffi::{CStr, c_void};
use std::ptr::null_mut;
use std::rc::Rc;

/// The most arguments that a method takes.
const ARGUMENTS: usize = 4;

/// What JavaScript gets back.
pub enum Answer {
    Nothing,
    Boolean(bool),
    Number(u32),
}

/// One function of an object.
pub trait Method {
    /// Who keeps what the function works on.
    type Owner: 'static;

    const NAME: &'static CStr;

    fn run(call: &Call<'_, Self::Owner>) -> Result<Answer>;
}

/// A call from JavaScript.
pub struct Call<'a, T> {
    pub env: Env,
    pub owner: &'a T,
    arguments: [sys::napi_value; ARGUMENTS],
}

impl<T> Call<'_, T> {
    pub fn number(&self, at: usize) -> Result<f64> {
        let mut number = 0.0;
        // SAFETY: an argument that was not given is undefined, which Node-API refuses as any other value of another type.
        check(unsafe { sys::napi_get_value_double(self.env.raw(), self.arguments[at], &mut number) })?;
        Ok(number)
    }

    pub fn unsigned(&self, at: usize) -> Result<u32> {
        let mut number = 0;
        // SAFETY: as above.
        check(unsafe { sys::napi_get_value_uint32(self.env.raw(), self.arguments[at], &mut number) })?;
        Ok(number)
    }

    pub fn value(&self, at: usize) -> Unknown<'_> {
        // SAFETY: the value is of this environment, and in scope for as long as the call lasts.
        unsafe { Unknown::from_raw_unchecked(self.env.raw(), self.arguments[at]) }
    }
}

/// Gives an object a method, which keeps its owner.
pub fn put<M: Method>(object: &Object<'_>, owner: &Rc<M::Owner>) -> Result<()> {
    let env = object.value().env;
    let mut function = null_mut();
    // SAFETY: the data is an `Rc` that the function's finalizer takes back, so it lives as long as the function.
    unsafe {
        let data: *mut c_void = Rc::into_raw(owner.clone()).cast_mut().cast();
        let created = sys::napi_create_function(
            env,
            M::NAME.as_ptr(),
            M::NAME.count_bytes() as isize,
            Some(on_call::<M>),
            data,
            &mut function,
        );
        let status = match created {
            sys::Status::napi_ok => {
                sys::napi_add_finalizer(env, function, data, Some(on_gone::<M::Owner>), null_mut(), null_mut())
            }
            status => status,
        };
        if let Err(error) = check(status) {
            Rc::decrement_strong_count(data.cast::<M::Owner>());
            return Err(error);
        }
        check(sys::napi_set_named_property(env, object.raw(), M::NAME.as_ptr(), function))
    }
}

unsafe extern "C" fn on_gone<T>(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the data is the `Rc` of `put`; Node-API finalizes once.
    guarded(|| unsafe { Rc::decrement_strong_count(data.cast::<T>()) });
}

unsafe extern "C" fn on_call<M: Method>(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let answer = guarded(|| {
        let mut data = null_mut();
        let mut count = ARGUMENTS;
        let mut arguments = [null_mut(); ARGUMENTS];
        // SAFETY: Node-API fills in as many arguments as there is room for, and `undefined` for the others; the data is
        // the `Rc` of `put`, which the function that is being called keeps alive.
        let owner = unsafe {
            let read = sys::napi_get_cb_info(env, info, &mut count, arguments.as_mut_ptr(), null_mut(), &mut data);
            check(read)?;
            &*data.cast::<M::Owner>()
        };
        let answer = M::run(&Call { env: Env::from_raw(env), owner, arguments })?;
        let mut value = null_mut();
        // SAFETY: the environment is the one that called.
        check(unsafe {
            match answer {
                Answer::Nothing => sys::napi_get_undefined(env, &mut value),
                Answer::Boolean(boolean) => sys::napi_get_boolean(env, boolean, &mut value),
                Answer::Number(number) => sys::napi_create_uint32(env, number, &mut value),
            }
        })?;
        Ok(value)
    });
    let panicked = || Err(Error::new(Status::GenericFailure, "the native loop panicked".to_owned()));
    answer.unwrap_or_else(panicked).unwrap_or_else(|error| {
        // SAFETY: the environment is the one that called; if an exception is pending already, it stays.
        unsafe { JsError::from(error).throw_into(env) };
        null_mut()
    })
}
