//! What belongs to a process or a thread: its limits, its time, its signals.

use crate::answer::{answer, errno};
use libc::c_int;
use napi_derive::napi;
use std::mem::zeroed;
use std::sync::atomic::{AtomicU32, Ordering};

/// How many nanoseconds of CPU time a thread of this process has had; 0 is the calling one. Negative if there is none.
#[napi]
pub fn thread_nanos(tid: i32) -> f64 {
    // The clock of a thread: clockid_t as Linux makes it (pthread_getcpuclockid(3)).
    let clock = (!tid << 3) | 6;
    // SAFETY: all zeros is a `timespec`, which the kernel writes.
    unsafe {
        let mut time: libc::timespec = zeroed();
        match libc::clock_gettime(clock, &raw mut time) {
            0 => time.tv_sec as f64 * 1e9 + time.tv_nsec as f64,
            _ => f64::from(errno()),
        }
    }
}

/// Sets how many descriptors this process may have, within its hard limit; returns how many it might before.
#[napi]
pub fn limit_descriptors(soft: u32) -> i32 {
    // SAFETY: plain old data that the kernel fills and reads.
    unsafe {
        let mut limit: libc::rlimit = zeroed();
        if libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) < 0 {
            return errno();
        }
        let before = limit.rlim_cur;
        limit.rlim_cur = libc::rlim_t::from(soft).min(limit.rlim_max);
        if libc::setrlimit(libc::RLIMIT_NOFILE, &limit) < 0 { errno() } else { before.min(i32::MAX as u64) as i32 }
    }
}

/// How many signals have interrupted this process.
static INTERRUPTIONS: AtomicU32 = AtomicU32::new(0);

extern "C" fn interrupted(_signal: c_int) {
    INTERRUPTIONS.fetch_add(1, Ordering::Relaxed);
}

/// Interrupts this process by a signal every so many microseconds, or with 0 no more. A system call that waits is not begun
/// anew (no SA_RESTART): it fails with EINTR.
#[napi]
pub fn interrupt_every(microseconds: u32) -> i32 {
    let interval = libc::timeval { tv_sec: 0, tv_usec: microseconds.into() };
    let timer = libc::itimerval { it_interval: interval, it_value: interval };
    // SAFETY: plain old data; the handler only adds to an atomic number, and the kernel reads one of each.
    unsafe {
        let mut action: libc::sigaction = zeroed();
        action.sa_sigaction = interrupted as *const () as usize;
        if libc::sigaction(libc::SIGALRM, &raw const action, std::ptr::null_mut()) < 0 {
            return errno();
        }
        answer(libc::setitimer(libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut()) as isize)
    }
}

#[napi]
pub fn interruptions() -> u32 {
    INTERRUPTIONS.load(Ordering::Relaxed)
}
