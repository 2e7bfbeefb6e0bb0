//! What only tests do with descriptor numbers.

use super::socket;
use socket2::Type;
use std::os::fd::RawFd;

/// Puts the file of one number on another one, too.
pub fn replace(fd: RawFd, with: RawFd) {
    // SAFETY: no memory is touched; both numbers belong to the test.
    assert_eq!(unsafe { libc::dup2(with, fd) }, fd);
}

/// Sets what the last system call is taken to have failed with.
pub fn fail_with(errno: i32) {
    // SAFETY: the C library keeps one such number for each thread, and this is its place.
    unsafe { *libc::__errno_location() = errno };
}

/// Takes O_NONBLOCK away, as whoever shares the open file may.
pub fn make_blocking(fd: RawFd) {
    // SAFETY: no memory is touched.
    assert_eq!(unsafe { libc::fcntl(fd, libc::F_SETFL, 0) }, 0);
}

pub fn duplicate(fd: RawFd) -> RawFd {
    // SAFETY: no memory is touched.
    let twin = unsafe { libc::dup(fd) };
    assert!(twin >= 0);
    twin
}

/// Two connected sockets on numbers so high that no other test is given them once they are closed.
pub fn pair_at(fd: RawFd) -> [RawFd; 2] {
    let low = socket::pair(Type::STREAM).unwrap();
    for (number, old) in [fd, fd + 1].into_iter().zip(low) {
        replace(number, old);
        socket::close(old).unwrap();
    }
    [fd, fd + 1]
}
