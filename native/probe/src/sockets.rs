//! Sockets, whatever their addresses.

use crate::answer::answer;
use libc::{c_int, c_void, sockaddr_in, socklen_t};
use napi::bindgen_prelude::{Int32Array, Uint8Array};
use napi_derive::napi;
use std::mem::{size_of, zeroed};

/// Fills both numbers; unix sockets, `kind` is SOCK_STREAM (1), SOCK_DGRAM (2) or SOCK_SEQPACKET (5).
#[napi]
pub fn socketpair(mut ends: Int32Array, kind: i32) -> i32 {
    // SAFETY: as in `pipe`.
    unsafe {
        let ends = ends.as_mut();
        assert!(ends.len() >= 2);
        let kind = kind | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
        answer(libc::socketpair(libc::AF_UNIX, kind, 0, ends.as_mut_ptr()) as isize)
    }
}

/// `write` with flags, as MSG_OOB (1).
#[napi]
pub fn send(fd: i32, bytes: Uint8Array, flags: i32) -> i32 {
    // SAFETY: as in `write`.
    answer(unsafe { libc::send(fd, bytes.as_ptr().cast::<c_void>(), bytes.len(), flags | libc::MSG_NOSIGNAL) })
}

/// `read` with flags, as MSG_TRUNC (0x20).
#[napi]
pub fn receive(fd: i32, mut bytes: Uint8Array, flags: i32) -> i32 {
    // SAFETY: as in `read`.
    unsafe {
        let bytes = bytes.as_mut();
        answer(libc::recv(fd, bytes.as_mut_ptr().cast::<c_void>(), bytes.len(), flags | libc::MSG_DONTWAIT))
    }
}

/// Sends a byte with a descriptor beside it (SCM_RIGHTS).
#[napi]
pub fn send_descriptor(fd: i32, byte: u8, passed: i32) -> i32 {
    let mut byte = byte;
    let mut piece = libc::iovec { iov_base: (&raw mut byte).cast(), iov_len: 1 };
    let mut control = [0u64; 4];
    // SAFETY: `control` has room for one header and one descriptor; all pointers live for the whole call.
    unsafe {
        let mut header: libc::msghdr = zeroed();
        header.msg_iov = &raw mut piece;
        header.msg_iovlen = 1;
        header.msg_control = control.as_mut_ptr().cast();
        header.msg_controllen = libc::CMSG_SPACE(size_of::<c_int>() as u32) as usize;
        let rights = libc::CMSG_FIRSTHDR(&raw const header);
        (*rights).cmsg_level = libc::SOL_SOCKET;
        (*rights).cmsg_type = libc::SCM_RIGHTS;
        (*rights).cmsg_len = libc::CMSG_LEN(size_of::<c_int>() as u32) as usize;
        libc::CMSG_DATA(rights).cast::<c_int>().write_unaligned(passed);
        answer(libc::sendmsg(fd, &raw const header, libc::MSG_NOSIGNAL))
    }
}

/// Sets an option that is a number.
#[napi]
pub fn set_number(fd: i32, level: i32, name: i32, value: i32) -> i32 {
    set_option(fd, level, name, &value)
}

/// `how`: SHUT_RD (0), SHUT_WR (1), SHUT_RDWR (2).
#[napi]
pub fn shutdown(fd: i32, how: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::shutdown(fd, how) } as isize)
}

/// Lets the close that follows reset a TCP connection instead of finishing it.
#[napi]
pub fn linger_zero(fd: i32) -> i32 {
    set_option(fd, libc::SOL_SOCKET, libc::SO_LINGER, &libc::linger { l_onoff: 1, l_linger: 0 })
}

/// Has a close wait for up to so many seconds until the peer has acknowledged what was sent, as SO_LINGER has it.
#[napi]
pub fn linger_for(fd: i32, seconds: i32) -> i32 {
    set_option(fd, libc::SOL_SOCKET, libc::SO_LINGER, &libc::linger { l_onoff: 1, l_linger: seconds })
}

/// Has TCP send each byte at once, instead of holding it back until the last one was acknowledged.
#[napi]
pub fn no_delay(fd: i32) -> i32 {
    let on: c_int = 1;
    set_option(fd, libc::IPPROTO_TCP, libc::TCP_NODELAY, &on)
}

/// Makes a socket's buffers as small as the kernel allows, so that little data fills them.
#[napi]
pub fn shrink_buffers(fd: i32) -> i32 {
    let least: c_int = 1;
    match set_option(fd, libc::SOL_SOCKET, libc::SO_SNDBUF, &least) {
        0 => set_option(fd, libc::SOL_SOCKET, libc::SO_RCVBUF, &least),
        error => error,
    }
}

/// A socket that is not connected: `kind` is SOCK_STREAM (1) or SOCK_DGRAM (2), of the family of IPv4.
#[napi]
pub fn socket(kind: i32) -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::socket(libc::AF_INET, kind | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC, 0) } as isize)
}

/// connect(2) to no address: the attempt or the connection is dissolved.
#[napi]
pub fn disconnect(fd: i32) -> i32 {
    // SAFETY: plain old data, for which all zeros (no family) is a value; the length is its size.
    unsafe {
        let nowhere: sockaddr_in = zeroed();
        answer(libc::connect(fd, (&raw const nowhere).cast(), size_of::<sockaddr_in>() as socklen_t) as isize)
    }
}

#[napi]
pub fn accept(fd: i32) -> i32 {
    let flags = libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
    // SAFETY: the kernel is asked for no address, so it writes none.
    answer(unsafe { libc::accept4(fd, std::ptr::null_mut(), std::ptr::null_mut(), flags) } as isize)
}

fn set_option<V>(fd: i32, level: c_int, name: c_int, value: &V) -> i32 {
    let value: *const c_void = (&raw const *value).cast();
    // SAFETY: `value` points to a V, and the length is its size.
    answer(unsafe { libc::setsockopt(fd, level, name, value, size_of::<V>() as socklen_t) } as isize)
}
