//! The signal that ends whatever a thread of this process waits for: the call fails with EINTR.
//!
//! It is the last real-time signal that nobody handles, and that the calling thread does not block, as whoever waits for it with
//! sigwait(3) has it blocked. What handles it does nothing.

use std::mem::zeroed;
use std::os::unix::thread::JoinHandleExt;
use std::ptr::{null, null_mut};
use std::thread::JoinHandle;

/// Takes the last real-time signal that is free, or that was taken here before. What handles it is a function of the C library,
/// which stays when this addon is unloaded with its worker.
pub(super) fn free_signal() -> Option<i32> {
    let nothing = libc::abs as *const () as usize;
    (libc::SIGRTMIN()..=libc::SIGRTMAX()).rev().find(|&signal| {
        // SAFETY: all zeros is an action, and a set of signals; the C library reads and writes the ones it is told of
        // during the calls only. `abs` takes the number of the signal and touches nothing.
        unsafe {
            let (mut action, mut blocked): (libc::sigaction, libc::sigset_t) = (zeroed(), zeroed());
            libc::pthread_sigmask(libc::SIG_BLOCK, null(), &raw mut blocked);
            let known = libc::sigaction(signal, null(), &raw mut action) == 0
                && libc::sigismember(&raw const blocked, signal) == 0;
            if known && action.sa_sigaction == libc::SIG_DFL {
                action.sa_sigaction = nothing;
                // Without SA_RESTART: the call is not to begin again.
                action.sa_flags = libc::SA_ONSTACK;
                return libc::sigaction(signal, &raw const action, null_mut()) == 0;
            }
            known && action.sa_sigaction == nothing
        }
    })
}

/// Ends what a thread waits for at this moment, if it does. False if there is no signal to be had.
pub fn thread<T>(thread: &JoinHandle<T>) -> bool {
    let Some(signal) = free_signal() else { return false };
    // SAFETY: the thread was not joined, so its name is its own, also when it has ended.
    unsafe { libc::pthread_kill(thread.as_pthread_t(), signal) == 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_thread_waits_for_is_ended() {
        // SAFETY: it waits for a signal, and touches nothing.
        let waiting = std::thread::spawn(|| unsafe { libc::pause() });
        while !waiting.is_finished() {
            assert!(thread(&waiting));
            std::thread::yield_now();
        }
        assert_eq!(waiting.join().unwrap(), -1);
    }
}
