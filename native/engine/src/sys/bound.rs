//! A bound on how long a system call of this thread can wait (L15b).
//!
//! A timer of the thread's own sends it a signal as long as the call lasts, or several in a row, and a signal ends whatever
//! waits: the call fails with EINTR. Nothing that is shared with others takes part in it, as a timeout of the socket would.
//!
//! Where there is no signal that is free (`interrupt`), or no timer is to be had, a call has no bound: it is made all the same.

use super::Errno;
use super::interrupt::free_signal;
use std::cell::Cell;
use std::mem::zeroed;
use std::ptr::null_mut;
use std::time::Duration;

/// After so long a call that waits is interrupted, and again and again, should it not have begun to wait by then. It is
/// longer than a tick of most kernels (4 ms): the next tick comes first then, and setting the timer, which is done for
/// each call or row of calls, leaves the hardware alone. With 1 ms it took three times as long, in a virtual machine.
pub(super) const BOUND: Duration = Duration::from_millis(5);

struct Timer {
    timer: libc::timer_t,
    ticks: Cell<bool>,
}

thread_local! {
    static TIMER: Option<Timer> = Timer::new().ok();
}

/// Makes a call, which fails with EINTR if it waits.
pub(super) fn within<T>(call: impl FnOnce() -> T) -> T {
    let begun = begin();
    let answer = call();
    if begun {
        end();
    }
    answer
}

/// From here on whatever waits is interrupted, up to `end`. Whether it was not so before.
pub(super) fn begin() -> bool {
    set_ticking(true)
}

pub(super) fn end() {
    set_ticking(false);
}

/// A thread that is ending has no timer any more.
fn set_ticking(ticks: bool) -> bool {
    TIMER.try_with(|timer| timer.as_ref().is_some_and(|timer| timer.set_ticking(ticks))).unwrap_or(false)
}

impl Timer {
    fn new() -> Result<Self, Errno> {
        let signal = free_signal().ok_or(Errno(libc::EAGAIN))?;
        let mut timer = null_mut();
        // SAFETY: all zeros is an event; the kernel reads it and writes the timer, and keeps no pointer.
        unsafe {
            let mut event: libc::sigevent = zeroed();
            event.sigev_notify = libc::SIGEV_THREAD_ID;
            event.sigev_signo = signal;
            event.sigev_notify_thread_id = libc::syscall(libc::SYS_gettid) as i32;
            super::answer(libc::timer_create(libc::CLOCK_MONOTONIC, &raw mut event, &raw mut timer))?;
        }
        Ok(Self { timer, ticks: Cell::new(false) })
    }

    /// Sends the signal each time that the bound has passed, or not any more. Whether that is news.
    fn set_ticking(&self, ticks: bool) -> bool {
        if self.ticks.replace(ticks) == ticks {
            return false;
        }
        let interval = if ticks { BOUND } else { Duration::ZERO };
        let interval = libc::timespec { tv_sec: 0, tv_nsec: i64::from(interval.subsec_nanos()) };
        let setting = libc::itimerspec { it_interval: interval, it_value: interval };
        // SAFETY: the timer lives as long as this; the kernel reads the setting during the call only.
        unsafe { libc::timer_settime(self.timer, 0, &raw const setting, null_mut()) };
        true
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // SAFETY: the timer was made by this, and nobody uses it any more.
        unsafe { libc::timer_delete(self.timer) };
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "how long a call takes is what is tested")]

    use super::*;
    use std::time::Instant;

    /// Sleeps for two seconds, or until it is interrupted.
    fn nap() -> bool {
        let time = libc::timespec { tv_sec: 2, tv_nsec: 0 };
        // SAFETY: the kernel reads the time during the call only.
        unsafe { libc::nanosleep(&raw const time, null_mut()) == -1 }
    }

    #[test]
    fn what_waits_is_interrupted_on_each_thread_and_again() {
        let naps = || (0..3).filter(|_| within(nap)).count();
        let begun = Instant::now();
        let elsewhere = std::thread::spawn(naps);
        assert_eq!((naps(), elsewhere.join().unwrap()), (3, 3));
        assert!(begun.elapsed() < Duration::from_secs(2), "it took {:?}", begun.elapsed());
    }

    #[test]
    fn what_begins_to_wait_late_is_interrupted_all_the_same() {
        let late = || {
            let begun = Instant::now();
            while begun.elapsed() < BOUND * 5 {}
            nap()
        };
        assert!(within(late));
    }

    #[test]
    fn nothing_is_interrupted_once_the_call_is_over() {
        within(|| {});
        let time = libc::timespec { tv_sec: 0, tv_nsec: 20_000_000 };
        // SAFETY: as in `nap`.
        assert_eq!(unsafe { libc::nanosleep(&raw const time, null_mut()) }, 0);
    }
}
