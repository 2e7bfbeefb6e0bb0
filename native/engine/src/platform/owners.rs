//! Whose the sockets of this process are.
//!
//! Nothing else of the engine is global, and no machine knows of this. A descriptor's number is of the process, though: each
//! of its threads can close it and give it out anew. So who closes a number when its thread ends has to be known to all of
//! them, with the file that the number stood for when it was taken: a number alone may be a stranger's by then.
//!
//! A socket is known by its cookie (SO_COOKIE), which no other socket of this kernel ever has.

use crate::sys::socket;
use std::collections::BTreeMap;
use std::os::fd::RawFd;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

/// Who closes a number, and what it stood for when he took it: nothing where the kernel has no cookies.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Owner {
    thread: ThreadId,
    identity: Option<u64>,
}

impl Owner {
    /// The calling thread, of what stands under a number now.
    fn here(fd: RawFd) -> Self {
        Self { thread: thread::current().id(), identity: socket::cookie(fd) }
    }
}

static OWNERS: Mutex<BTreeMap<RawFd, Owner>> = Mutex::new(BTreeMap::new());

/// What a panic of another thread has left is whole: each change of it is one.
fn owners() -> MutexGuard<'static, BTreeMap<RawFd, Owner>> {
    OWNERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The numbers of this process that somebody closes. Each call is about the calling thread.
pub struct Owners;

impl Owners {
    /// It closes this number from now on, and nobody who had it before.
    pub fn own(fd: RawFd) {
        let owner = Owner::here(fd);
        owners().insert(fd, owner);
    }

    /// It does not close this number any more. Whether it would have been right to: the number is its own, and stands for the
    /// same file.
    pub fn disown(fd: RawFd) -> bool {
        let here = Owner::here(fd);
        let mut owners = owners();
        if owners.get(&fd).is_none_or(|owner| owner.thread != here.thread) {
            return false;
        }
        owners.remove(&fd) == Some(here)
    }

    /// The same for all that it has: the numbers that are to be closed.
    pub fn disown_all() -> Vec<RawFd> {
        let here = thread::current().id();
        let mine: Vec<RawFd> = owners().iter().filter(|(_, owner)| owner.thread == here).map(|(&fd, _)| fd).collect();
        mine.into_iter().filter(|&fd| Self::disown(fd)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::fixture;

    #[test]
    fn l6_a_number_is_closed_only_as_long_as_its_file_stands_under_it() {
        let [a, b] = fixture::pair_at(930);
        Owners::own(a);
        fixture::replace(a, b);
        assert!(!Owners::disown(a), "it is another file's");
        assert!(!Owners::disown(a), "it is nobody's any more");
        Owners::own(a);
        assert!(Owners::disown(a));
        [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
    }

    #[test]
    fn who_takes_a_number_over_has_it_from_the_thread_that_had_it() {
        let [a, b] = fixture::pair_at(940);
        [a, b].into_iter().for_each(Owners::own);
        let other = thread::spawn(move || {
            assert!(!Owners::disown(a), "another thread has it");
            Owners::own(a);
            Owners::disown_all()
        });
        assert_eq!(other.join().unwrap(), [a]);
        assert_eq!(Owners::disown_all(), [b]);
        [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
    }
}
