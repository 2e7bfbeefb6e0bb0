//! Looking at a descriptor without waiting for it.

use super::{Errno, retry};
use std::os::fd::RawFd;

/// What poll(2) says of a descriptor at this moment. Its bits are those of epoll(7).
pub fn readiness(fd: RawFd) -> Result<u32, Errno> {
    let events = libc::POLLIN | libc::POLLPRI | libc::POLLOUT | libc::POLLRDHUP;
    let mut asked = libc::pollfd { fd, events, revents: 0 };
    // SAFETY: the kernel reads and writes the one structure it is told of, during the call only.
    retry(|| unsafe { libc::poll(&raw mut asked, 1, 0) })?;
    if fd < 0 || asked.revents & libc::POLLNVAL != 0 {
        return Err(Errno(libc::EBADF));
    }
    Ok(asked.revents as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::layout::poller_bits::{HUP, IN, OUT, RDHUP};
    use crate::sys::socket;
    use socket2::Type;

    #[test]
    fn it_is_told_at_once_and_in_the_pollers_bits() {
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        assert_eq!(readiness(a), Ok(OUT));
        socket::close(b).unwrap();
        assert_eq!(readiness(a), Ok(IN | OUT | HUP | RDHUP));
        socket::close(a).unwrap();
        assert_eq!(readiness(-1), Err(Errno(libc::EBADF)));
    }
}
