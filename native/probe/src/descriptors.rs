//! Descriptors of whatever kind.

use crate::answer::{answer, errno};
use libc::c_int;
use napi::bindgen_prelude::{Int32Array, Uint8Array};
use napi_derive::napi;

/// Fills both numbers; non-blocking, closed on exec.
#[napi]
pub fn pipe(mut ends: Int32Array) -> i32 {
    // SAFETY: the kernel writes two descriptors, and the array is checked to have room for them; nobody else runs meanwhile.
    unsafe {
        let ends = ends.as_mut();
        assert!(ends.len() >= 2);
        answer(libc::pipe2(ends.as_mut_ptr(), libc::O_NONBLOCK | libc::O_CLOEXEC) as isize)
    }
}

#[napi]
pub fn dup(fd: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } as isize)
}

/// Programs that are started get the descriptor from now on.
#[napi]
pub fn make_inheritable(fd: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::fcntl(fd, libc::F_SETFD, 0) } as isize)
}

/// Takes O_NONBLOCK from the open file, as a program does that shares it and wants to wait, or sets it.
#[napi]
pub fn set_blocking(fd: i32, blocking: bool) -> i32 {
    // SAFETY: calls without pointers.
    unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFL);
        let flags = if blocking { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
        answer(libc::fcntl(fd, libc::F_SETFL, flags) as isize)
    }
}

#[napi]
pub fn dup2(fd: i32, onto: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::dup3(fd, onto, libc::O_CLOEXEC) } as isize)
}

#[napi]
pub fn close(fd: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::close(fd) } as isize)
}

/// Whether the number names an open file.
#[napi]
pub fn is_open(fd: i32) -> bool {
    // SAFETY: a call without pointers.
    unsafe { libc::fcntl(fd, libc::F_GETFD) >= 0 }
}

#[napi]
pub fn read(fd: i32, mut bytes: Uint8Array) -> i32 {
    // SAFETY: pointer and length are those of one live slice, which nobody else touches meanwhile.
    unsafe {
        let bytes = bytes.as_mut();
        answer(libc::read(fd, bytes.as_mut_ptr().cast(), bytes.len()))
    }
}

#[napi]
pub fn write(fd: i32, bytes: Uint8Array) -> i32 {
    // SAFETY: pointer and length are those of one live slice.
    answer(unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) })
}

/// How many bytes can be read (FIONREAD).
#[napi]
pub fn readable_bytes(fd: i32) -> i32 {
    let mut count: c_int = 0;
    // SAFETY: the kernel writes one number.
    if unsafe { libc::ioctl(fd, libc::FIONREAD, &mut count) } < 0 { errno() } else { count }
}
