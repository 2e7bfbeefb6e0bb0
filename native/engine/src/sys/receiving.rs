//! Receiving from sockets.

use super::kind::Kind;
use super::{Errno, make, memory, name, option, socket};
use crate::generated::layout::SystemCall;
use socket2::SockAddr;
use std::os::fd::RawFd;

/// Finds out the kind, unless it is known; a bare descriptor, as of a peer that was accepted elsewhere, gets its urgent data in
/// line from here on.
pub fn prepare(fd: RawFd, known: Option<Kind>) -> Kind {
    let kind = known.unwrap_or_else(|| kind(fd));
    if !kind.has_messages() {
        socket::keep_urgent_data_inline(fd);
    }
    kind
}

/// What kind a socket is of, and the connections that it accepts, as they are when they were accepted.
pub fn kind(fd: RawFd) -> Kind {
    match option::get_int(fd, libc::SOL_SOCKET, libc::SO_TYPE) {
        Ok(libc::SOCK_DGRAM | libc::SOCK_RAW | libc::SOCK_RDM) => return Kind::Datagram,
        Ok(libc::SOCK_SEQPACKET) => return Kind::Seqpacket,
        _ => {}
    }
    let protocol = option::get_int(fd, libc::SOL_SOCKET, libc::SO_PROTOCOL);
    if protocol == Ok(libc::IPPROTO_TCP) && !option::has_upper_layer(fd) { Kind::Tcp } else { Kind::Stream }
}

pub fn receive(fd: RawFd, buffer: &mut [u8]) -> Result<usize, Errno> {
    // SAFETY: the kernel writes at most `most` bytes, not more than there are in `buffer`, and keeps no pointer.
    let count = make(SystemCall::Recv, fd, buffer.len(), |most| unsafe {
        libc::recv(fd, buffer.as_mut_ptr().cast(), most, libc::MSG_DONTWAIT) as i64
    })?;
    Ok(count as usize)
}

/// What one call took of a message.
#[derive(Debug)]
pub struct Message {
    pub count: usize,
    /// There was more, which had no room and is gone.
    pub truncated: bool,
    /// Empty where there is none to tell.
    pub sender: SockAddr,
}

/// Receives, and tells of whom, and whether that was all.
pub fn receive_message(fd: RawFd, buffer: &mut [u8]) -> Result<Message, Errno> {
    // SAFETY: the buffer is as long as it says.
    unsafe { receive_at(fd, buffer.as_mut_ptr(), buffer.len()) }
}

/// The same into memory that is made for it: of what is reserved for `most` bytes, only as much is touched as comes.
pub fn receive_apart(fd: RawFd, most: usize) -> Result<(Vec<u8>, Message), Errno> {
    let mut bytes = Vec::new();
    memory::reserve(&mut bytes, most)?;
    // SAFETY: so much is reserved there.
    let message = unsafe { receive_at(fd, bytes.as_mut_ptr(), most)? };
    // SAFETY: so many bytes were written there.
    unsafe { bytes.set_len(message.count) };
    bytes.shrink_to_fit();
    Ok((bytes, message))
}

/// # Safety
/// There must be room for `room` bytes at `bytes`.
unsafe fn receive_at(fd: RawFd, bytes: *mut u8, room: usize) -> Result<Message, Errno> {
    let mut flags = 0;
    let (count, sender) = name::receive(|address, length| {
        make(SystemCall::Recv, fd, room, |most| {
            let mut pieces = libc::iovec { iov_base: bytes.cast(), iov_len: most };
            // SAFETY: all zeros is a `msghdr`, of nothing.
            let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
            header.msg_name = address.cast();
            // SAFETY: `length` says how much room there is at `address`; both live for the whole call.
            header.msg_namelen = unsafe { *length };
            header.msg_iov = &raw mut pieces;
            header.msg_iovlen = 1;
            // SAFETY: the kernel writes at most `most` bytes, not more than there is room for, an address no longer than it
            // has room for, and the header's own fields; it keeps no pointer.
            let count = unsafe { libc::recvmsg(fd, &raw mut header, libc::MSG_DONTWAIT) };
            if count >= 0 {
                flags = header.msg_flags;
                // SAFETY: as above.
                unsafe { *length = header.msg_namelen };
            }
            count as i64
        })
    })?;
    Ok(Message { count: count as usize, truncated: flags & libc::MSG_TRUNC != 0, sender })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::kind::Known;
    use crate::sys::stream;
    use socket2::{Domain, Type};

    #[test]
    fn kinds_are_told_apart() {
        let tcp = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
        let [unix, other] = socket::pair(Type::STREAM).unwrap();
        let [records, more] = socket::pair(Type::SEQPACKET).unwrap();
        let udp = socket::create(Domain::IPV4, Type::DGRAM, None).unwrap();
        for (fd, kind) in [(tcp, Kind::Tcp), (unix, Kind::Stream), (records, Kind::Seqpacket), (udp, Kind::Datagram)] {
            assert_eq!(prepare(fd, None), kind);
        }
        for stream in [tcp, unix] {
            assert_eq!(option::get_int(stream, libc::SOL_SOCKET, libc::SO_OOBINLINE), Ok(1));
        }
        for fd in [tcp, unix, other, records, more, udp] {
            socket::close(fd).unwrap();
        }
    }

    #[test]
    fn a_protocol_laid_upon_a_socket_makes_kinds_unknown() {
        let tcp = socket::create(Domain::IPV4, Type::STREAM, None).unwrap();
        let known = Known::new(prepare(tcp, None));
        option::set_int(tcp, libc::SOL_SOCKET, libc::SO_KEEPALIVE, 1).unwrap();
        assert_eq!(known.kind(), Some(Kind::Tcp));
        // There may be none of this name here, and it may want a connection: trying is enough.
        let _ = option::set(tcp, libc::SOL_TCP, libc::TCP_ULP, b"tls");
        assert_eq!(known.kind(), None);
        socket::close(tcp).unwrap();
    }

    #[test]
    fn a_message_tells_what_had_no_room_and_who_sent_it() {
        for kind in [Type::DGRAM, Type::SEQPACKET] {
            let [a, b] = socket::pair(kind).unwrap();
            for (length, expected) in [(2, (2, true)), (3, (3, false)), (9, (3, false))] {
                stream::send(b, b"abc").unwrap();
                let (bytes, message) = receive_apart(a, length).unwrap();
                assert_eq!((message.count, message.truncated), expected);
                assert_eq!(bytes, b"abc"[..message.count]);
            }
            assert_eq!(receive_message(a, &mut [0]).unwrap_err(), Errno(libc::EAGAIN));
            assert_eq!(receive_apart(a, usize::MAX).unwrap_err(), Errno(libc::ENOMEM));
            socket::close(a).unwrap();
            socket::close(b).unwrap();
        }
    }
}
