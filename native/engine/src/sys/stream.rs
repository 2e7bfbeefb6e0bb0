//! Sending to sockets.

use super::{Errno, faults, make, socket};
use crate::generated::layout::SystemCall;
use socket2::SockAddr;
use std::io::IoSlice;
use std::net::Shutdown;
use std::os::fd::RawFd;

pub fn send(fd: RawFd, buffer: &[u8]) -> Result<usize, Errno> {
    let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
    // SAFETY: the kernel reads at most `most` bytes, not more than there are in `buffer`, and keeps no pointer.
    let count = make(SystemCall::Send, fd, buffer.len(), |most| unsafe {
        libc::send(fd, buffer.as_ptr().cast(), most, flags) as i64
    })?;
    Ok(count as usize)
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

/// As `send`, of several pieces behind one another.
pub fn send_pieces(fd: RawFd, pieces: &[IoSlice<'_>]) -> Result<usize, Errno> {
    let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
    let length = pieces.iter().map(|piece| piece.len()).sum();
    let count = make(SystemCall::Send, fd, length, |most| {
        // With less than all of it, the first piece is a part as good as any.
        let first = pieces.first().map_or(0, |piece| piece.len()).min(most);
        if most < length {
            let start = pieces.first().map_or(std::ptr::null(), |piece| piece.as_ptr());
            // SAFETY: the kernel reads at most `first` bytes, not more than there are in the first piece, and keeps no pointer.
            return unsafe { libc::send(fd, start.cast(), first, flags) as i64 };
        }
        // SAFETY: all zeros is a `msghdr`, of nothing.
        let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
        header.msg_iov = pieces.as_ptr().cast_mut().cast();
        header.msg_iovlen = pieces.len();
        // SAFETY: an `IoSlice` is an `iovec`; the kernel only reads what they name, which lives for the whole call, and keeps no
        // pointer.
        unsafe { libc::sendmsg(fd, &raw const header, flags) as i64 }
    })?;
    Ok(count as usize)
}

/// Ends the sending half: the peer reads the end behind all that was sent.
pub fn shut_down(fd: RawFd) -> Result<(), Errno> {
    socket::shutdown(fd, Shutdown::Write)?;
    faults::meet(SystemCall::Shutdown, fd, 0).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use socket2::Type;

    #[test]
    fn a_broken_pipe_is_an_error_and_no_signal() {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        socket::close(b).unwrap();
        assert_eq!(send(a, b"x"), Err(Errno(libc::EPIPE)));
        assert_eq!(send_pieces(a, &[IoSlice::new(b"x"), IoSlice::new(b"y")]), Err(Errno(libc::EPIPE)));
        socket::close(a).unwrap();
    }
    #[test]
    fn pieces_go_behind_one_another_and_then_comes_the_end() {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        assert_eq!(send_pieces(a, &[IoSlice::new(b"abc"), IoSlice::new(b""), IoSlice::new(b"de")]), Ok(5));
        shut_down(a).unwrap();
        let mut buffer = [0; 9];
        assert_eq!(crate::sys::receiving::receive(b, &mut buffer), Ok(5));
        assert_eq!(&buffer[..5], b"abcde");
        assert_eq!(crate::sys::receiving::receive(b, &mut buffer), Ok(0));
        socket::close(a).unwrap();
        socket::close(b).unwrap();
    }
}
