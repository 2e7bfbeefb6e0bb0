//! Sockets by their addresses: listeners and connections.

use crate::answer::{answer, errno};
use crate::descriptors::close;
use libc::{c_int, sockaddr_in, sockaddr_un, socklen_t};
use napi_derive::napi;
use std::mem::{size_of, zeroed};

const STREAM: c_int = libc::SOCK_STREAM | libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;

/// A TCP listener on a free port of the loopback address.
#[napi]
pub fn listen_tcp(backlog: i32) -> i32 {
    listen(libc::AF_INET, &loopback(0), size_of::<sockaddr_in>(), backlog)
}

/// A connection to a TCP port of the loopback address, being made.
#[napi]
pub fn connect_tcp(port: u16) -> i32 {
    connect(libc::AF_INET, &loopback(port), size_of::<sockaddr_in>())
}

/// bind(2) to a port of the loopback address; 0 is any.
#[napi]
pub fn bind_port(fd: i32, port: u16) -> i32 {
    let address = loopback(port);
    // SAFETY: the length is that of the address.
    answer(unsafe { libc::bind(fd, (&raw const address).cast(), size_of::<sockaddr_in>() as socklen_t) } as isize)
}

/// connect(2) to a port of the loopback address.
#[napi]
pub fn connect_port(fd: i32, port: u16) -> i32 {
    let address = loopback(port);
    // SAFETY: the length is that of the address.
    answer(unsafe { libc::connect(fd, (&raw const address).cast(), size_of::<sockaddr_in>() as socklen_t) } as isize)
}

/// The port that a TCP socket is bound to.
#[napi]
pub fn port_of(fd: i32) -> i32 {
    port(|address, length| {
        // SAFETY: `length` tells the kernel the size of `address`.
        unsafe { libc::getsockname(fd, address.cast(), length) }
    })
}

/// The port that a TCP socket is connected to.
#[napi]
pub fn peer_port_of(fd: i32) -> i32 {
    port(|address, length| {
        // SAFETY: as in `port_of`.
        unsafe { libc::getpeername(fd, address.cast(), length) }
    })
}

/// A unix listener with a name in the abstract namespace.
#[napi]
pub fn listen_unix(name: String, backlog: i32) -> i32 {
    let (address, length) = abstract_address(&name);
    listen(libc::AF_UNIX, &address, length, backlog)
}

/// A connection to a name in the abstract namespace.
#[napi]
pub fn connect_unix(name: String) -> i32 {
    let (address, length) = abstract_address(&name);
    connect(libc::AF_UNIX, &address, length)
}

fn loopback(port: u16) -> sockaddr_in {
    // SAFETY: plain old data, for which all zeros is a value.
    let mut address: sockaddr_in = unsafe { zeroed() };
    address.sin_family = libc::AF_INET as libc::sa_family_t;
    address.sin_port = port.to_be();
    address.sin_addr.s_addr = u32::from_ne_bytes([127, 0, 0, 1]);
    address
}

fn port(name: impl FnOnce(*mut sockaddr_in, &mut socklen_t) -> c_int) -> i32 {
    // SAFETY: as in `loopback`.
    let mut address: sockaddr_in = unsafe { zeroed() };
    let mut length = size_of::<sockaddr_in>() as socklen_t;
    if name(&raw mut address, &mut length) < 0 { errno() } else { i32::from(u16::from_be(address.sin_port)) }
}

fn abstract_address(name: &str) -> (sockaddr_un, usize) {
    // SAFETY: as in `loopback`; the leading NUL of the name is among the zeros.
    let mut address: sockaddr_un = unsafe { zeroed() };
    address.sun_family = libc::AF_UNIX as libc::sa_family_t;
    for (place, byte) in address.sun_path[1..].iter_mut().zip(name.bytes()) {
        *place = byte as libc::c_char;
    }
    (address, size_of::<libc::sa_family_t>() + 1 + name.len().min(address.sun_path.len() - 1))
}

fn listen<A>(family: c_int, address: &A, length: usize, backlog: i32) -> i32 {
    // SAFETY: `address` is a sockaddr of that family, and `length` is not more than its size.
    unsafe {
        let fd = libc::socket(family, STREAM, 0);
        if fd < 0 {
            return errno();
        }
        let bound = libc::bind(fd, (&raw const *address).cast(), length as socklen_t);
        if bound < 0 || libc::listen(fd, backlog) < 0 { close_after(fd, errno()) } else { fd }
    }
}

fn connect<A>(family: c_int, address: &A, length: usize) -> i32 {
    // SAFETY: as in `listen`.
    unsafe {
        let fd = libc::socket(family, STREAM, 0);
        if fd < 0 {
            return errno();
        }
        if libc::connect(fd, (&raw const *address).cast(), length as socklen_t) == 0 {
            return fd;
        }
        match errno() {
            error if error == -libc::EINPROGRESS => fd,
            error => close_after(fd, error),
        }
    }
}

fn close_after(fd: i32, error: i32) -> i32 {
    close(fd);
    error
}
