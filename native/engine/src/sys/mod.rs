//! The only door to the operating system, besides the pollers.
//!
//! Everything here takes raw descriptor numbers and answers with an [`Errno`]; EINTR never leaves this module.
//! Its files are the names for what is in them (`socket::close`). It knows no slot, and remembers nothing of a descriptor.

#[cfg(not(interleave))]
pub(crate) mod awaitable;
mod bound;
pub mod connection;
mod errno;
#[cfg_attr(not(feature = "faults"), path = "no_faults.rs")]
pub mod faults;
#[cfg(test)]
pub mod fixture;
pub mod interrupt;
pub mod kind;
pub mod memory;
pub mod name;
pub mod option;
mod ready;
pub mod receiving;
pub mod socket;
pub mod stream;
mod timer;

use crate::generated::layout::SystemCall;
pub use errno::Errno;
pub use ready::readiness;
use std::io;
use std::os::fd::{BorrowedFd, RawFd};
pub use timer::TimerFd;

/// Makes a call of an engine's, with up to `length` bytes, and repeats it until it is not interrupted. A test can put faults
/// in its way.
fn make<T: Into<i64> + Copy>(
    call: SystemCall,
    fd: RawFd,
    length: usize,
    mut made: impl FnMut(usize) -> T,
) -> Result<T, Errno> {
    repeat(|| answer(made(faults::meet(call, fd, length)?)))
}

/// Repeats a call that answers -1 for an error until it is not interrupted.
fn retry<T: Into<i64> + Copy>(mut call: impl FnMut() -> T) -> Result<T, Errno> {
    repeat(|| answer(call()))
}

fn repeat<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match call() {
            Err(Errno(libc::EINTR)) => {}
            answer => return answer,
        }
    }
}

/// What a call has just answered.
fn answer<T: Into<i64> + Copy>(value: T) -> Result<T, Errno> {
    if value.into() == -1 { Err(Errno::last()) } else { Ok(value) }
}

/// Lends a descriptor number to a call of socket2.
fn with_socket<T>(fd: RawFd, call: impl FnOnce(socket2::SockRef<'_>) -> io::Result<T>) -> Result<T, Errno> {
    if fd < 0 {
        return Err(Errno(libc::EBADF));
    }
    // SAFETY: the number is not negative; it is lent for this call only, and a number that names nothing is answered
    // with EBADF by the kernel.
    let borrowed = unsafe { BorrowedFd::borrow_raw(fd) };
    call(socket2::SockRef::from(&borrowed)).map_err(Errno::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interrupted_call_is_repeated_and_no_other() {
        let mut answers = [libc::EINTR, libc::EINTR, 0].into_iter();
        let interrupted = retry(|| match answers.next() {
            Some(0) => 7,
            errno => {
                fixture::fail_with(errno.unwrap());
                -1
            }
        });
        assert_eq!((interrupted, answers.len()), (Ok(7), 0));
        let mut calls = 0;
        let blocked = retry(|| {
            calls += 1;
            fixture::fail_with(libc::EAGAIN);
            -1
        });
        assert_eq!((blocked, calls), (Err(Errno(libc::EAGAIN)), 1));
    }
}
