//! A timer that is a descriptor: readable from its deadline on, until it is set anew. Its clock is CLOCK_MONOTONIC, to the
//! nanosecond, as no timeout of a poller is.

use super::{Errno, answer};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::ptr::null_mut;

const NANOS_PER_SECOND: u64 = 1_000_000_000;

/// It is closed when this is dropped.
pub struct TimerFd(OwnedFd);

impl TimerFd {
    /// One that is not set.
    pub fn new() -> Result<Self, Errno> {
        let flags = libc::TFD_NONBLOCK | libc::TFD_CLOEXEC;
        // SAFETY: the call takes no pointer; what it answers is a descriptor that nobody else has.
        unsafe { answer(libc::timerfd_create(libc::CLOCK_MONOTONIC, flags)).map(|fd| Self(OwnedFd::from_raw_fd(fd))) }
    }

    /// Has it readable when the clock has reached this many nanoseconds, or never.
    pub fn set(&self, due: Option<u64>) {
        // Zero would be never.
        let due = due.map_or(0, |due| due.max(1));
        let value = libc::timespec {
            tv_sec: (due / NANOS_PER_SECOND) as libc::time_t,
            tv_nsec: (due % NANOS_PER_SECOND) as libc::c_long,
        };
        let never = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        let setting = libc::itimerspec { it_interval: never, it_value: value };
        // SAFETY: the descriptor is open; the kernel reads the setting during the call only. It cannot fail: the flags and
        // the time are valid.
        unsafe { libc::timerfd_settime(self.0.as_raw_fd(), libc::TFD_TIMER_ABSTIME, &raw const setting, null_mut()) };
    }
}

impl AsRawFd for TimerFd {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::layout::poller_bits::IN;
    use crate::sys::readiness;

    #[test]
    fn it_is_readable_from_its_deadline_on_until_it_is_set_anew() {
        let timer = TimerFd::new().unwrap();
        assert_eq!(readiness(timer.as_raw_fd()), Ok(0));
        timer.set(Some(0));
        assert_eq!([readiness(timer.as_raw_fd()), readiness(timer.as_raw_fd())], [Ok(IN), Ok(IN)]);
        timer.set(Some(u64::MAX / 2));
        assert_eq!(readiness(timer.as_raw_fd()), Ok(0));
        timer.set(Some(1));
        timer.set(None);
        assert_eq!(readiness(timer.as_raw_fd()), Ok(0));
    }
}
