//! poll(2) and epoll(7), without waiting.

use crate::answer::answer;
use libc::c_int;
use napi::bindgen_prelude::{Int16Array, Int32Array, Uint32Array};
use napi_derive::napi;

/// poll(2) without waiting: `ready[i]` are the bits of `events[i]` (and ERR, HUP, NVAL) that hold for `fds[i]`.
#[napi]
pub fn poll(fds: Int32Array, events: Int16Array, mut ready: Int16Array) -> i32 {
    let mut asked: Vec<libc::pollfd> =
        fds.iter().zip(events.iter()).map(|(&fd, &events)| libc::pollfd { fd, events, revents: 0 }).collect();
    // SAFETY: pointer and length are those of one vector.
    let result = unsafe { libc::poll(asked.as_mut_ptr(), asked.len() as libc::nfds_t, 0) };
    // SAFETY: nobody else touches the array meanwhile.
    let ready = unsafe { ready.as_mut() };
    for (told, of) in ready.iter_mut().zip(&asked) {
        *told = of.revents;
    }
    answer(result as isize)
}

#[napi]
pub fn epoll_create() -> i32 {
    // SAFETY: a call without pointers.
    answer(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) } as isize)
}

/// `operation`: EPOLL_CTL_ADD (1), EPOLL_CTL_DEL (2), EPOLL_CTL_MOD (3).
#[napi]
pub fn epoll_control(epoll: i32, operation: i32, fd: i32, events: u32, token: u32) -> i32 {
    let mut event = libc::epoll_event { events, u64: token.into() };
    // SAFETY: the kernel reads one event.
    answer(unsafe { libc::epoll_ctl(epoll, operation, fd, &mut event) } as isize)
}

/// epoll_wait(2) without waiting: fills pairs of a token and its bits, and returns how many.
#[napi]
pub fn epoll_wait(epoll: i32, mut told: Uint32Array) -> i32 {
    // SAFETY: nobody else touches the array meanwhile.
    let told = unsafe { told.as_mut() };
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; told.len() / 2];
    // SAFETY: pointer and length are those of one vector.
    let count = unsafe { libc::epoll_wait(epoll, events.as_mut_ptr(), events.len() as c_int, 0) };
    for (pair, event) in told.chunks_exact_mut(2).zip(&events).take(count.max(0) as usize) {
        pair.copy_from_slice(&[event.u64 as u32, event.events]);
    }
    answer(count as isize)
}
