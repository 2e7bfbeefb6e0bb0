//! Making, naming and closing sockets: what is not on the hot path.

use super::{Errno, answer, faults, option, retry, with_socket};
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
    let fd = Socket::new_raw(domain, kind.nonblocking().cloexec(), protocol)?.into_raw_fd();
    keep_urgent_data_inline(fd);
    Ok(fd)
}

/// Two connected unix sockets, non-blocking and closed on exec.
pub fn pair(kind: Type) -> Result<[RawFd; 2], Errno> {
    let (a, b) = Socket::pair_raw(Domain::UNIX, kind.nonblocking().cloexec(), None)?;
    let pair = [a.into_raw_fd(), b.into_raw_fd()];
    pair.into_iter().for_each(|fd| {
        keep_urgent_data_inline(fd);
    });
    Ok(pair)
}

/// Urgent data comes with the other bytes, in its place (L11). Where it does not, Linux drops it when the next comes, so this
/// has to be before the first; a connection inherits it from its listener. Whether the socket has such data at all.
pub fn keep_urgent_data_inline(fd: RawFd) -> bool {
    option::set_int(fd, libc::SOL_SOCKET, libc::SO_OOBINLINE, 1).is_ok()
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

/// What no other socket of this kernel has (SO_COOKIE); none for what is no socket.
pub fn cookie(fd: RawFd) -> Option<u64> {
    let mut value = [0; 8];
    option::get(fd, libc::SOL_SOCKET, libc::SO_COOKIE, &mut value).ok()?;
    Some(u64::from_ne_bytes(value))
}

pub fn shutdown(fd: RawFd, how: Shutdown) -> Result<(), Errno> {
    with_socket(fd, |socket| socket.shutdown(how))
}

/// By the one call that changes no other flag, also where others change flags of the same open file.
pub fn set_nonblocking(fd: RawFd) -> Result<(), Errno> {
    let on: libc::c_int = 1;
    // SAFETY: the kernel reads the number during the call only.
    retry(|| unsafe { libc::ioctl(fd, libc::FIONBIO, &raw const on) })?;
    Ok(())
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

/// A close that lingers (SO_LINGER with a time) waits for the peer whatever O_NONBLOCK says (L15b). What was sent is
/// delivered all the same, behind its back. A time of zero resets the connection, and waits for nobody.
fn keep_from_lingering(fd: RawFd) {
    let mut lingering = [0; size_of::<libc::linger>()];
    let (time, off) = (size_of::<libc::c_int>(), [0; size_of::<libc::linger>()]);
    let read = option::get(fd, libc::SOL_SOCKET, libc::SO_LINGER, &mut lingering);
    if read.is_ok() && lingering[..time] != off[..time] && lingering[time..] != off[time..] {
        // Nothing can be done about a refusal, and none is known.
        let _ = option::set(fd, libc::SOL_SOCKET, libc::SO_LINGER, &off);
    }
}

/// The close that follows resets the connection: what was not sent is dropped, and the peer finds an error.
pub fn reset_by_close(fd: RawFd) {
    let on: Vec<u8> = [1, 0].into_iter().flat_map(libc::c_int::to_ne_bytes).collect();
    // A socket of another kind has nothing to reset.
    let _ = option::set(fd, libc::SOL_SOCKET, libc::SO_LINGER, &on);
}

/// Closes a descriptor. EINTR is not repeated: on Linux the number is free all the same.
pub fn close(fd: RawFd) -> Result<(), Errno> {
    keep_from_lingering(fd);
    // SAFETY: closing a number touches no memory; the caller owns it.
    let closed = answer(unsafe { libc::close(fd) });
    match closed.and(faults::meet(SystemCall::Close, fd, 0)) {
        Ok(_) | Err(Errno(libc::EINTR)) => Ok(()),
        Err(errno) => Err(errno),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "how long a call takes is what is tested")]

    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn a_connection_can_be_reset_by_its_close() {
        let listener = create(Domain::IPV4, Type::STREAM, None).unwrap();
        bind(listener, &crate::sys::name::ip("127.0.0.1:0".parse().unwrap())).unwrap();
        listen(listener, 1).unwrap();
        let client = create(Domain::IPV4, Type::STREAM, None).unwrap();
        let _ = crate::sys::connection::connect(client, &getsockname(listener).unwrap());
        let (server, _) = crate::sys::connection::Row::default().accept(listener).unwrap();
        reset_by_close(server);
        close(server).unwrap();
        assert_eq!(crate::sys::receiving::receive(client, &mut [0]), Err(Errno(libc::ECONNRESET)));
        [client, listener].into_iter().for_each(|fd| close(fd).unwrap());
    }

    #[test]
    fn l15b_a_close_does_not_linger() {
        let listener = create(Domain::IPV4, Type::STREAM, None).unwrap();
        bind(listener, &crate::sys::name::ip("127.0.0.1:0".parse().unwrap())).unwrap();
        listen(listener, 1).unwrap();
        let client = create(Domain::IPV4, Type::STREAM, None).unwrap();
        let _ = crate::sys::connection::connect(client, &getsockname(listener).unwrap());
        while crate::sys::stream::send(client, &[0; 65536]).is_ok() {}
        let lingering: Vec<_> = [1i32, 3].iter().flat_map(|number| number.to_ne_bytes()).collect();
        option::set(client, libc::SOL_SOCKET, libc::SO_LINGER, &lingering).unwrap();
        let begun = Instant::now();
        close(client).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(1), "it took {:?}", begun.elapsed());
        close(listener).unwrap();
    }
}
