//! Whose the sockets of this process are: who closes a number, and which loop uses a file.
//!
//! Nothing else of the engine is global, and no machine knows of this. A descriptor's number is of the process, though: each
//! of its threads can close it and give it out anew. So who closes a number when its thread ends has to be known to all of
//! them, with the file that the number stood for when it was taken: a number alone may be a stranger's by then. And a file is
//! of the process: what two loops send to one socket mixes, each takes what the other waits for (L11, C25), and neither hears
//! of a close in the other's thread (C26). So a file belongs to one loop, until that lets go of it.
//!
//! A socket is known by its cookie (SO_COOKIE), which no other socket of this kernel ever has. Of all else, as pipes and
//! terminals, a loop itself reads and writes nothing, and the kernel has no name for an open file of theirs (both ends of a pipe
//! have one inode): nobody owns that here.

use crate::sys::socket;
use parking_lot::{Mutex, MutexGuard};
use std::collections::BTreeMap;
use std::os::fd::RawFd;
use std::sync::atomic::{AtomicU64, Ordering};
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

/// The loop that uses a file, and by which numbers.
struct Use {
    user: u64,
    thread: ThreadId,
    fd: RawFd,
    /// Duplicates.
    others: Vec<RawFd>,
}

impl Use {
    fn is_by(&self, fd: RawFd) -> bool {
        self.fd == fd || self.others.contains(&fd)
    }
}

struct Registry {
    owners: BTreeMap<RawFd, Owner>,
    uses: BTreeMap<u64, Use>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry { owners: BTreeMap::new(), uses: BTreeMap::new() });

/// What a panic of another thread has left is whole: each change of it is one. The mutex is none of the standard library's, which the
/// sanitizer of threads does not see through.
fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock()
}

/// Another loop uses the file, or another thread closes the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere;

/// The numbers of this process that somebody closes. Each call is about the calling thread.
pub struct Owners;

impl Owners {
    /// It closes this number from now on, and nobody who had it before; not while a loop of another thread uses it by this number.
    pub fn take_over(fd: RawFd) -> Result<(), Elsewhere> {
        let owner = Owner::here(fd);
        let mut registry = registry();
        let used = owner.identity.and_then(|identity| registry.uses.get(&identity));
        if used.is_some_and(|used| used.thread != owner.thread && used.is_by(fd)) {
            return Err(Elsewhere);
        }
        registry.owners.insert(fd, owner);
        Ok(())
    }

    /// The same of a number that was given out just now.
    pub fn own(fd: RawFd) {
        let owner = Owner::here(fd);
        registry().owners.insert(fd, owner);
    }

    /// It does not close this number any more. Whether it would have been right to: the number is its own, and stands for the
    /// same file.
    pub fn disown(fd: RawFd) -> bool {
        let here = Owner::here(fd);
        let owners = &mut registry().owners;
        if owners.get(&fd).is_none_or(|owner| owner.thread != here.thread) {
            return false;
        }
        owners.remove(&fd) == Some(here)
    }

    /// The same for all that it has: the numbers that are to be closed.
    pub fn disown_all() -> Vec<RawFd> {
        let here = thread::current().id();
        let is_mine = |&(_, owner): &(&RawFd, &Owner)| owner.thread == here;
        let mine: Vec<RawFd> = registry().owners.iter().filter(is_mine).map(|(&fd, _)| fd).collect();
        mine.into_iter().filter(|&fd| Self::disown(fd)).collect()
    }
}

/// A loop, as a user of files. Its end lets go of all.
pub(super) struct User {
    number: u64,
    /// Where its JavaScript runs.
    thread: ThreadId,
}

impl Default for User {
    /// Of the calling thread.
    fn default() -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        Self { number: MADE.fetch_add(1, Ordering::Relaxed), thread: thread::current().id() }
    }
}

impl User {
    /// Has the file for this loop alone, and answers by what it is known; for nobody alone if it is none that can be known. What
    /// accepts is for all: each of its connections goes to one of them (L8).
    pub(super) fn claim(&self, fd: RawFd) -> Result<Option<u64>, Elsewhere> {
        let Some(identity) = socket::cookie(fd) else { return Ok(None) };
        let mut registry = registry();
        let Registry { owners, uses } = &mut *registry;
        if owners.get(&fd).is_some_and(|owner| owner.identity == Some(identity) && owner.thread != self.thread) {
            return Err(Elsewhere);
        }
        match uses.get_mut(&identity) {
            None => {
                let used = Use { user: self.number, thread: self.thread, fd, others: Vec::new() };
                uses.insert(identity, used);
            }
            Some(used) if used.user == self.number => used.others.push(fd),
            Some(_) if socket::inspect(fd).is_ok_and(|found| found.listening) => {}
            Some(_) => return Err(Elsewhere),
        }
        Ok(Some(identity))
    }

    /// Lets go of a file, as far as this number goes.
    pub(super) fn let_go(&self, fd: RawFd, identity: u64) {
        let uses = &mut registry().uses;
        let Some(used) = uses.get_mut(&identity).filter(|used| used.user == self.number) else { return };
        if let Some(at) = used.others.iter().position(|&other| other == fd) {
            used.others.swap_remove(at);
        } else if used.fd == fd {
            match used.others.pop() {
                Some(other) => used.fd = other,
                None => drop(uses.remove(&identity)),
            }
        }
    }
}

impl Drop for User {
    fn drop(&mut self) {
        registry().uses.retain(|_, used| used.user != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::fixture;
    use socket2::Domain;
    use socket2::Type;

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

    #[test]
    fn c25_a_file_belongs_to_one_loop_until_that_lets_go_of_every_number() {
        let [a, b] = fixture::pair_at(950);
        let twin = fixture::duplicate(a);
        let [one, other] = [User::default(), User::default()];
        let identity = one.claim(a).unwrap().unwrap();
        assert_eq!(one.claim(twin), Ok(Some(identity)));
        assert_eq!(other.claim(a), Err(Elsewhere));
        assert_eq!(other.claim(twin), Err(Elsewhere));
        assert!(other.claim(b).is_ok(), "the other end is another file");
        other.let_go(a, identity);
        one.let_go(a, identity);
        assert_eq!(other.claim(a), Err(Elsewhere));
        one.let_go(twin, identity);
        assert_eq!(other.claim(a), Ok(Some(identity)));
        drop(other);
        assert_eq!(one.claim(a), Ok(Some(identity)));
        [a, b, twin].into_iter().for_each(|fd| socket::close(fd).unwrap());
    }

    #[test]
    fn c26_a_number_is_closed_by_the_thread_whose_loop_uses_it() {
        let [a, b] = fixture::pair_at(960);
        let here = User::default();
        assert_eq!(Owners::take_over(b), Ok(()));
        here.claim(a).unwrap();
        let other = thread::spawn(move || {
            let there = User::default();
            let twin = fixture::duplicate(a);
            let taken = [Owners::take_over(a), Owners::take_over(twin)];
            (taken, there.claim(b), twin)
        });
        let (taken, claimed, twin) = other.join().unwrap();
        assert_eq!((taken, claimed), ([Err(Elsewhere), Ok(())], Err(Elsewhere)));
        [a, b, twin].into_iter().for_each(|fd| socket::close(fd).unwrap());
    }

    #[test]
    fn l8_what_accepts_is_for_all_loops_and_what_is_no_socket_is_nobodys() {
        let listener = socket::create(Domain::UNIX, Type::STREAM, None).unwrap();
        let address = socket2::SockAddr::unix("\0readyloop-owners-test").unwrap();
        socket::bind(listener, &address).unwrap();
        socket::listen(listener, 1).unwrap();
        let [one, other] = [User::default(), User::default()];
        assert!(one.claim(listener).is_ok_and(|identity| identity.is_some()));
        assert!(other.claim(listener).is_ok());
        assert_eq!([one.claim(-1), other.claim(-1)], [Ok(None); 2]);
        socket::close(listener).unwrap();
    }
}
