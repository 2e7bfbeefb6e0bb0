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

type Owners = BTreeMap<RawFd, Owner>;

static OWNERS: Mutex<Owners> = Mutex::new(BTreeMap::new());

/// What a panic of another thread has left is whole: each change of it is one.
fn owners() -> MutexGuard<'static, Owners> {
    OWNERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The calling thread closes this number from now on, and nobody who had it before.
pub fn own(fd: RawFd) {
    let owner = Owner::here(fd);
    owners().insert(fd, owner);
}

/// The calling thread does not close this number any more. Whether it would have been right to: it is its own, and stands for
/// the same file.
pub fn disown(fd: RawFd) -> bool {
    let here = Owner::here(fd);
    let mut owners = owners();
    if owners.get(&fd).is_none_or(|owner| owner.thread != here.thread) {
        return false;
    }
    owners.remove(&fd) == Some(here)
}

/// The same for all that the calling thread has: the numbers that are its own to close.
pub fn disown_all() -> Vec<RawFd> {
    let here = thread::current().id();
    let mine: Vec<RawFd> = owners().iter().filter(|(_, owner)| owner.thread == here).map(|(&fd, _)| fd).collect();
    mine.into_iter().filter(|&fd| disown(fd)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::fixture;

    #[test]
    fn l6_a_number_is_closed_only_as_long_as_its_file_stands_under_it() {
        let [a, b] = fixture::pair_at(930);
        own(a);
        fixture::replace(a, b);
        assert!(!disown(a), "it is another file's");
        assert!(!disown(a), "it is nobody's any more");
        own(a);
        assert!(disown(a));
        [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
    }

    #[test]
    fn who_takes_a_number_over_has_it_from_the_thread_that_had_it() {
        let [a, b] = fixture::pair_at(940);
        [a, b].into_iter().for_each(own);
        let other = thread::spawn(move || {
            assert!(!disown(a), "another thread has it");
            own(a);
            disown_all()
        });
        assert_eq!(other.join().unwrap(), [a]);
        assert_eq!(disown_all(), [b]);
        [a, b].into_iter().for_each(|fd| socket::close(fd).unwrap());
    }
}
