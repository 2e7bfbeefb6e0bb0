//! Why something failed, in the numbers that JavaScript is told.

use crate::generated::layout::{SystemCall, engine_error};
use crate::sys::Errno;

/// Why an operation fails: an errno and its system call, or one of the library's own negative codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    pub error: i32,
    pub call: Option<SystemCall>,
}

impl Failure {
    pub const SOCKET_CLOSED: Self = Self::own(engine_error::SOCKET_CLOSED);
    pub const LOOP_CLOSED: Self = Self::own(engine_error::LOOP_CLOSED);
    pub const BUFFER_DETACHED: Self = Self::own(engine_error::BUFFER_DETACHED);
    pub const FORBIDDEN_EVENT: Self = Self::own(engine_error::FORBIDDEN_EVENT);
    pub const STALE_DESCRIPTOR: Self = Self::own(engine_error::STALE_DESCRIPTOR);
    pub const BUSY: Self = Self::own(engine_error::BUSY);

    /// The user wanted it: no error.
    pub const NONE: Self = Self::own(0);

    const fn own(error: i32) -> Self {
        Self { error, call: None }
    }

    pub fn system(errno: Errno, call: SystemCall) -> Self {
        Self { error: errno.0, call: Some(call) }
    }
}
