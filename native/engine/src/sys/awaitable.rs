//! Whether a poller has something to report, as Tokio learns it.

use std::io;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// Watches a poller's descriptor from within a runtime. It watches a duplicate, whose lifetime is its own.
pub(crate) fn poller(poller: RawFd) -> io::Result<AsyncFd<OwnedFd>> {
    // SAFETY: the call only reads a number; it answers with a descriptor that nobody else has.
    let duplicate = unsafe { libc::fcntl(poller, libc::F_DUPFD_CLOEXEC, 0) };
    if duplicate < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the descriptor is open and nobody else's, and stays so for as long as the `OwnedFd` that `AsyncFd` keeps.
    Ok(unsafe { AsyncFd::register_with_interest(OwnedFd::from_raw_fd(duplicate), Interest::READABLE)? })
}
