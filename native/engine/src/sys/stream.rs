//! The system calls of operations on sockets.

use super::{Errno, faults, make, name, option, retry};
use crate::generated::layout::SystemCall;
use socket2::SockAddr;
use std::os::fd::RawFd;

/// What a short read on a socket means, and what a read of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With urgent data in line, a short read means drained.
    Tcp,
    /// Descriptors that travel with the bytes, or the bounds of a message, may cut a read short.
    Stream,
    /// An empty message is not the end.
    Datagram,
}

/// Finds out the kind, and keeps urgent data in line so that it cuts no read short (SHORT_READ).
pub fn prepare(fd: RawFd) -> Kind {
    let protocol = option::get_int(fd, libc::SOL_SOCKET, libc::SO_PROTOCOL);
    if protocol == Ok(libc::IPPROTO_TCP) && option::set_int(fd, libc::SOL_SOCKET, libc::SO_OOBINLINE, 1).is_ok() {
        return Kind::Tcp;
    }
    match option::get_int(fd, libc::SOL_SOCKET, libc::SO_TYPE) {
        Ok(libc::SOCK_DGRAM | libc::SOCK_RAW) => Kind::Datagram,
        _ => Kind::Stream,
    }
}

/// Takes a connection; it is non-blocking and closed on exec.
pub fn accept(fd: RawFd) -> Result<(RawFd, SockAddr), Errno> {
    let flags = libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;
    name::receive(|address, length| {
        // SAFETY: `address` has room for any address, and `length` says so.
        make(SystemCall::Accept, fd, 0, |_| unsafe { libc::accept4(fd, address, length, flags) })
    })
}

pub fn receive(fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno> {
    // SAFETY: the kernel writes at most `most` bytes, not more than there are in `buffer`, and keeps no pointer.
    let count = make(SystemCall::Recv, fd, buffer.len(), |most| unsafe {
        libc::recv(fd, buffer.as_mut_ptr().cast(), most, libc::MSG_DONTWAIT) as i64
    })?;
    Ok(count as usize)
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

/// As `receive`, and from whom.
pub fn receive_from(fd: RawFd, buffer: &mut [u8]) -> Result<(usize, SockAddr), Errno> {
    let (bytes, room) = (buffer.as_mut_ptr().cast(), buffer.len());
    name::receive(|address, length| {
        // SAFETY: the kernel writes at most `most` bytes, not more than there are in `buffer`; `address` has room for any
        // address, and `length` says so; it keeps no pointer.
        let count = make(SystemCall::Recv, fd, room, |most| unsafe {
            libc::recvfrom(fd, bytes, most, libc::MSG_DONTWAIT, address, length) as i64
        })?;
        Ok(count as usize)
    })
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
    use socket2::{Domain, Type};

    #[test]
    fn kinds_are_told_apart() {
        let tcp = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
        let [stream, other] = socket::pair(Type::STREAM).unwrap();
        let udp = socket::create(Domain::IPV4, Type::DGRAM, None).unwrap();
        assert_eq!(prepare(tcp), Kind::Tcp);
        assert_eq!(option::get_int(tcp, libc::SOL_SOCKET, libc::SO_OOBINLINE), Ok(1));
        assert_eq!(prepare(stream), Kind::Stream);
        assert_eq!(prepare(udp), Kind::Datagram);
        for fd in [tcp, stream, other, udp] {
            socket::close(fd).unwrap();
        }
    }

    #[test]
    fn a_broken_pipe_is_an_error_and_no_signal() {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        socket::close(b).unwrap();
        assert_eq!(send(a, b"x"), Err(Errno(libc::EPIPE)));
        socket::close(a).unwrap();
    }
}
