//! Errors as Node.js has them: `code`, and for a system call `errno` and `syscall`.

use napi::bindgen_prelude::Env;
use napi::{Error, Result, Status};
use readyloop_engine::generated::layout::SystemCall;
use readyloop_engine::sys::Errno;
use readyloop_engine::{Failure, Refusal};

/// Throws an error with a code of this library.
fn coded<T>(env: &Env, code: &str, message: &str) -> Result<T> {
    env.throw_error(message, Some(code))?;
    Err(pending())
}

/// Throws an error for an argument whose value cannot be meant.
pub fn invalid<T>(env: &Env, message: &str) -> Result<T> {
    env.throw_type_error(message, Some("ERR_INVALID_ARG_VALUE"))?;
    Err(pending())
}

/// Throws what a system call answered.
pub fn system<T>(env: &Env, errno: Errno, syscall: &str) -> Result<T> {
    let message = format!("{}: {}, {syscall}", errno.name(), errno.message());
    let mut error = env.create_error(Error::new(Status::GenericFailure, message))?;
    error.set("code", errno.name())?;
    error.set("errno", -errno.0)?;
    error.set("syscall", syscall)?;
    env.throw(error)?;
    Err(pending())
}

/// Throws why a call did not even begin.
pub fn refused<T>(env: &Env, refusal: Refusal) -> Result<T> {
    match refusal {
        Refusal::LoopClosed => coded(env, "ERR_LOOP_CLOSED", "the loop is closed"),
        Refusal::SocketClosed => coded(env, "ERR_SOCKET_CLOSED", "the socket is closed"),
        Refusal::Busy => coded(env, "ERR_BUSY", "the descriptor is in use in this direction"),
        Refusal::Owned => coded(env, "ERR_OWNED", "a transport has the descriptor"),
        Refusal::Elsewhere => elsewhere(env),
        Refusal::TooManySlots => coded(env, "ERR_TOO_MANY_SLOTS", "a loop holds 2^20 descriptors"),
        Refusal::Failed(Failure { error, call: Some(SystemCall::Send) }) => system(env, Errno(error), "send"),
        Refusal::Failed(Failure { error, .. }) if error > 0 => system(env, Errno(error), "epoll_ctl"),
        Refusal::Failed(_) => coded(env, "ERR_STALE_DESCRIPTOR", "the descriptor was closed behind the loop's back"),
    }
}

/// Throws that another loop has what is asked for, or another thread.
pub fn elsewhere<T>(env: &Env) -> Result<T> {
    coded(env, "ERR_OTHER_LOOP", "the socket is another loop's, or another thread's")
}

/// The exception was thrown already; this only unwinds to JavaScript.
fn pending() -> Error {
    Error::new(Status::PendingException, String::new())
}
