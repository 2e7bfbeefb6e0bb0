//! Faults that a test lets system calls meet, for those that no kernel can be brought to have at will.
//!
//! A fault stands in the kernel's place for some calls of one kind on one descriptor. What it does is what a kernel does:
//!
//! - Instead of the call, an errno is its answer: nothing was taken, and nothing given. Only what gives something up
//!   (close, epoll_del, disconnect) gives it up all the same.
//! - Or the call is made with less memory than it was to have: it takes or gives so many bytes at most, and none is lost.
//!   With none at all a stream's receive reads as its end.
//! - What a call was kept from is still there, but an edge-triggered poller has told of it and will not again. So after
//!   each fault the poller is made to look at the descriptor anew, as if what is there had come a moment later: an EAGAIN
//!   ends with a report, and so does a short read. Reports beyond that may come; they may at any time.
//!
//! Faults belong to the process, since an engine may run on any of its threads.

use super::Errno;
use crate::generated::layout::SystemCall;
use std::collections::BTreeSet;
use std::os::fd::RawFd;
use std::sync::{Mutex, MutexGuard};

/// What a call meets.
#[derive(Clone, Copy, Debug)]
pub enum Effect {
    /// It is answered with this, and not made.
    Errno(Errno),
    /// It is made with so many bytes at most.
    Short(usize),
}

/// Lets `after` calls pass, and then meets `times` of them.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub call: SystemCall,
    pub fd: RawFd,
    pub after: u32,
    pub times: u32,
    pub effect: Effect,
}

struct Plan {
    faults: Vec<Fault>,
    /// How many reservations of memory pass, and how many are refused then.
    memory: (u32, u32),
    met: u32,
    /// Descriptors that the poller has to look at anew.
    stirred: BTreeSet<RawFd>,
}

impl Plan {
    const NONE: Self = Self { faults: Vec::new(), memory: (0, 0), met: 0, stirred: BTreeSet::new() };
}

static PLAN: Mutex<Plan> = Mutex::new(Plan::NONE);

/// The plan; a test's panic beside it leaves it whole.
fn plan() -> MutexGuard<'static, Plan> {
    PLAN.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Adds a fault. Those of one call and descriptor follow one another: the next begins to count when the last is over.
pub fn inject(fault: Fault) {
    plan().faults.push(fault);
}

/// Lets so many reservations of memory whose size a user has chosen pass, and then refuses so many.
pub fn refuse_memory(after: u32, times: u32) {
    plan().memory = (after, times);
}

/// Whether there is none for the reservation that is about to be made.
pub(crate) fn refuses_memory() -> bool {
    let mut plan = plan();
    match plan.memory {
        (_, 0) => return false,
        (0, times) => plan.memory = (0, times - 1),
        (after, times) => {
            plan.memory = (after - 1, times);
            return false;
        }
    }
    plan.met += 1;
    true
}

/// Takes all faults back; how many calls met one since the last time.
pub fn clear() -> u32 {
    std::mem::replace(&mut *plan(), Plan::NONE).met
}

/// What a call that is about to be made meets: its errno, or how many of its bytes it is made with.
pub(crate) fn meet(call: SystemCall, fd: RawFd, length: usize) -> Result<usize, Errno> {
    let mut plan = plan();
    let Some(at) = plan.faults.iter().position(|fault| fault.call == call && fault.fd == fd) else {
        return Ok(length);
    };
    let fault = &mut plan.faults[at];
    if fault.after > 0 {
        fault.after -= 1;
        return Ok(length);
    }
    fault.times -= 1;
    let Fault { times, effect, .. } = *fault;
    if times == 0 {
        plan.faults.remove(at);
    }
    plan.met += 1;
    plan.stirred.insert(fd);
    match effect {
        Effect::Errno(errno) => Err(errno),
        Effect::Short(most) => Ok(length.min(most)),
    }
}

/// Whether the descriptor has met a fault since this was last asked.
pub(crate) fn take_stirred(fd: RawFd) -> bool {
    plan().stirred.remove(&fd)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No test has a descriptor of this number.
    const FD: RawFd = 1 << 20;
    const AGAIN: Errno = Errno(libc::EAGAIN);

    #[test]
    fn faults_of_a_descriptor_follow_one_another_and_meet_no_other() {
        let fault = |after, times, effect| Fault { call: SystemCall::Send, fd: FD, after, times, effect };
        inject(fault(1, 2, Effect::Errno(AGAIN)));
        inject(fault(0, 1, Effect::Short(3)));
        assert_eq!(meet(SystemCall::Recv, FD, 9), Ok(9), "another call");
        assert_eq!(meet(SystemCall::Send, FD + 1, 9), Ok(9), "another descriptor");
        let answers: Vec<_> = (0..5).map(|_| meet(SystemCall::Send, FD, 9)).collect();
        assert_eq!(answers, [Ok(9), Err(AGAIN), Err(AGAIN), Ok(3), Ok(9)]);
        assert_eq!((take_stirred(FD), take_stirred(FD), take_stirred(FD + 1)), (true, false, false));
    }
}
