//! Sending to sockets.

use super::{Errno, make};
use crate::generated::layout::SystemCall;
use socket2::SockAddr;
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
