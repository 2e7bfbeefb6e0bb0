//! The system calls of operations on sockets, besides receiving.

use super::{Errno, faults, make, name, retry};
use crate::generated::layout::SystemCall;
use socket2::SockAddr;
use std::os::fd::RawFd;

/// Takes a connection; it is non-blocking and closed on exec.
pub fn accept(fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
    let flags = libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
    name::receive(|address, length| {
        // SAFETY: `address` has room for any address, and `length` says so.
        make(SystemCall::Accept, fd, 0, |_| unsafe { libc::accept4(fd, address, length, flags) })
    })
}

pub fn send(fd: RawFd, buffer: &[u8]) -> Result<usize, Errno> {
    let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
    // SAFETY: the kernel reads at most `most` bytes, not more than there are in `buffer`, and keeps no pointer.
    let count = make(SystemCall::Send, fd, buffer.len(), |most| unsafe {
        libc::send(fd, buffer.as_ptr().cast(), most, flags) as i64
    })?;
    Ok(count as usize)
}

/// Asks for a connection, or how the one that was asked for is doing. Asked again after EINTR, it says "under way".
pub fn connect(fd: RawFd, address: &SockAddr) -> Result<(), Errno> {
    // SAFETY: the kernel reads the address's own length of bytes and keeps no pointer.
    make(SystemCall::Connect, fd, 0, |_| unsafe { libc::connect(fd, address.as_ptr().cast(), address.len()) })
        .map(|_| ())
}

/// Dissolves a connection, or the attempt at one: connect(2) to no address.
pub fn disconnect(fd: RawFd) -> Result<(), Errno> {
    // SAFETY: all zeros is a `sockaddr`, of no family.
    let nowhere: libc::sockaddr = unsafe { std::mem::zeroed() };
    let length = size_of::<libc::sockaddr>() as libc::socklen_t;
    // SAFETY: the kernel reads `length` bytes of `nowhere` and keeps no pointer.
    retry(|| unsafe { libc::connect(fd, &raw const nowhere, length) })?;
    faults::meet(SystemCall::Disconnect, fd, 0).map(|_| ())
}

/// As `send`, to an address. That a unix receiver's queue is full is ENOBUFS here, as on other systems: Linux says EAGAIN,
/// but polling the sender tells nothing of that queue.
pub fn send_to(fd: RawFd, buffer: &[u8], address: &SockAddr) -> Result<usize, Errno> {
    let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
    let (name, length) = (address.as_ptr().cast(), address.len());
    // SAFETY: the kernel reads at most `most` bytes, not more than there are in `buffer`, the address's own length of bytes,
    // and keeps no pointer.
    let count = make(SystemCall::Send, fd, buffer.len(), |most| unsafe {
        libc::sendto(fd, buffer.as_ptr().cast(), most, flags, name, length) as i64
    });
    match count {
        Err(Errno(libc::EAGAIN)) if address.is_unix() => Err(Errno(libc::ENOBUFS)),
        count => count.map(|count| count as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::socket;
    use socket2::Type;

    #[test]
    fn a_broken_pipe_is_an_error_and_no_signal() {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        socket::close(b).unwrap();
        assert_eq!(send(a, b"x"), Err(Errno(libc::EPIPE)));
        socket::close(a).unwrap();
    }
}
