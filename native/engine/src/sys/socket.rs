//! Making, naming and closing sockets: what is not on the hot path.

use super::{Errno, answer, faults, with_socket};
use crate::generated::layout::SystemCall;
use socket2::{Domain, Protocol, SockAddr, Socket, Type};
use std::net::Shutdown;
use std::os::fd::{IntoRawFd, RawFd};

/// What the kernel knows about a descriptor that is a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspection {
    pub domain: Domain,
    pub kind: Type,
    pub listening: bool,
}

/// A new socket, non-blocking and closed on exec.
pub fn create(domain: Domain, kind: Type, protocol: Option<Protocol>) -> Result<RawFd, Errno> {
    let socket = Socket::new_raw(domain, kind.nonblocking().cloexec(), protocol)?;
    Ok(socket.into_raw_fd())
}

/// Two connected unix sockets, non-blocking and closed on exec.
pub fn pair(kind: Type) -> Result<[RawFd; 2], Errno> {
    let (a, b) = Socket::pair_raw(Domain::UNIX, kind.nonblocking().cloexec(), None)?;
    Ok([a.into_raw_fd(), b.into_raw_fd()])
}

pub fn bind(fd: RawFd, address: &SockAddr) -> Result<(), Errno> {
    with_socket(fd, |socket| socket.bind(address))
}

pub fn listen(fd: RawFd, backlog: i32) -> Result<(), Errno> {
    with_socket(fd, |socket| socket.listen(backlog))
}

pub fn getsockname(fd: RawFd) -> Result<SockAddr, Errno> {
    with_socket(fd, |socket| socket.local_addr())
}

pub fn getpeername(fd: RawFd) -> Result<SockAddr, Errno> {
    with_socket(fd, |socket| socket.peer_addr())
}

pub fn shutdown(fd: RawFd, how: Shutdown) -> Result<(), Errno> {
    with_socket(fd, |socket| socket.shutdown(how))
}

pub fn set_nonblocking(fd: RawFd) -> Result<(), Errno> {
    with_socket(fd, |socket| socket.set_nonblocking(true))
}

/// Programs that are started do not get the descriptor.
pub fn set_cloexec(fd: RawFd) -> Result<(), Errno> {
    with_socket(fd, |socket| socket.set_cloexec(true))
}

/// ENOTSOCK for a descriptor of another kind.
pub fn inspect(fd: RawFd) -> Result<Inspection, Errno> {
    with_socket(fd, |socket| {
        Ok(Inspection { domain: socket.domain()?, kind: socket.r#type()?, listening: socket.is_listener()? })
    })
}

/// Closes a descriptor. EINTR is not repeated: on Linux the number is free all the same.
pub fn close(fd: RawFd) -> Result<(), Errno> {
    // SAFETY: closing a number touches no memory; the caller owns it.
    let closed = answer(unsafe { libc::close(fd) });
    match closed.and(faults::meet(SystemCall::Close, fd, 0)) {
        Ok(_) | Err(Errno(libc::EINTR)) => Ok(()),
        Err(errno) => Err(errno),
    }
}
