//! Why a system call failed, as the operating system numbers and names it.

use std::fmt;
use std::io;

/// An error number of the operating system.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Errno(pub i32);

impl Errno {
    pub(super) fn last() -> Self {
        Self::from(io::Error::last_os_error())
    }

    /// The symbolic name as Node.js prints it, such as `EBADF`.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(number, _)| *number == self.0).map_or("UNKNOWN", |(_, name)| name)
    }

    /// What the C library says about it, in lower case as Node.js has it.
    pub fn message(self) -> String {
        let text = io::Error::from_raw_os_error(self.0).to_string();
        let text = text.split(" (os error").next().unwrap_or_default();
        text.to_lowercase()
    }
}

impl From<io::Error> for Errno {
    /// An error without a number was made by a library that refused its argument.
    fn from(error: io::Error) -> Self {
        Self(error.raw_os_error().unwrap_or(libc::EINVAL))
    }
}

impl fmt::Debug for Errno {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}({})", self.name(), self.0)
    }
}

macro_rules! names {
    ($($name:ident)+) => {
        const NAMES: &[(i32, &str)] = &[$((libc::$name, stringify!($name)),)+];
    };
}

names! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT EBUSY EEXIST EXDEV
    ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK
    ENAMETOOLONG ENOSYS ENOTEMPTY ELOOP ENODATA ETIME EPROTO EOVERFLOW EILSEQ ENOTSOCK EDESTADDRREQ EMSGSIZE
    EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN
    ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
    ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EDQUOT ECANCELED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_messages_are_those_of_node() {
        assert_eq!(Errno(libc::EBADF).name(), "EBADF");
        assert_eq!(Errno(libc::EBADF).message(), "bad file descriptor");
        assert_eq!(Errno(12345).name(), "UNKNOWN");
    }

    #[test]
    fn an_error_without_a_number_is_an_invalid_argument() {
        assert_eq!(Errno::from(io::Error::other("no number")), Errno(libc::EINVAL));
    }
}
