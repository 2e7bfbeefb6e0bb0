//! The poller that is shipped: mio, over epoll.

use super::ghosts::Ghosts;
#[cfg(feature = "faults")]
use super::ghosts::{Registered, registrations};
use super::{Interest, Poller, Readiness};
use crate::generated::layout::poller_bits::{ERR, HUP, IN, OUT, PRI, RDHUP};
use crate::slots::{SlotId, TURN};
use crate::sys::Errno;
use mio::event::Event;
use mio::unix::SourceFd;
use mio::{Events, Poll, Token};
use std::io::ErrorKind;
use std::os::fd::{AsRawFd, RawFd};
use std::time::Duration;

pub struct MioPoller {
    poll: Poll,
    /// As many as one turn looks at: the kernel keeps the others, in their order, for the next one (L19).
    events: Events,
    ghosts: Ghosts,
}

impl MioPoller {
    pub fn new() -> Result<Self, Errno> {
        Ok(Self { poll: Poll::new()?, events: Events::with_capacity(TURN), ghosts: Ghosts::default() })
    }
}

impl AsRawFd for MioPoller {
    /// The descriptor that is readable when there are events.
    fn as_raw_fd(&self) -> RawFd {
        self.poll.as_raw_fd()
    }
}

impl Poller for MioPoller {
    fn add(&mut self, fd: RawFd, slot: SlotId, interest: Interest) -> Result<(), Errno> {
        let registry = self.poll.registry();
        Ok(registry.register(&mut SourceFd(&fd), Token(slot.token()), of(interest))?)
    }

    fn modify(&mut self, fd: RawFd, slot: SlotId, interest: Interest) -> Result<(), Errno> {
        let registry = self.poll.registry();
        let token = slot.token();
        let answer = registry.reregister(&mut SourceFd(&fd), Token(token), of(interest)).map_err(Errno::from);
        if answer == Err(Errno(libc::ENOENT)) {
            self.ghosts.haunt(fd);
        }
        answer?;
        if self.ghosts.took(self.poll.as_raw_fd(), fd, token) {
            self.poll.registry().deregister(&mut SourceFd(&fd))?;
            return Err(Errno(libc::ENOENT));
        }
        Ok(())
    }

    fn remove(&mut self, fd: RawFd) -> Result<(), Errno> {
        Ok(self.poll.registry().deregister(&mut SourceFd(&fd))?)
    }

    fn poll(&mut self, ready: &mut Vec<Readiness>) -> Result<bool, Errno> {
        while let Err(error) = self.poll.poll(&mut self.events, Some(Duration::ZERO)) {
            if error.kind() != ErrorKind::Interrupted {
                return Err(error.into());
            }
        }
        let before = ready.len();
        ready.extend(
            self.events.iter().map(|event| Readiness { slot: SlotId::from_token(event.token().0), bits: bits(event) }),
        );
        Ok(ready.len() - before < TURN)
    }

    #[cfg(feature = "faults")]
    fn stir(&mut self, fd: RawFd) {
        for Registered { events, token } in registrations(self.poll.as_raw_fd(), fd) {
            // A ghost's is left as it is: its number names another file by now.
            let _ = self.poll.registry().reregister(&mut SourceFd(&fd), Token(token as usize), of(Interest(events)));
        }
    }
}

fn of(interest: Interest) -> mio::Interest {
    let asked = [(IN, mio::Interest::READABLE), (OUT, mio::Interest::WRITABLE), (PRI, mio::Interest::PRIORITY)];
    let of_bits = asked.into_iter().filter(|(bit, _)| interest.0 & bit != 0).map(|(_, one)| one);
    of_bits.reduce(|all, one| all | one).unwrap_or(mio::Interest::READABLE)
}

/// The bits behind mio's questions. Where mio does not tell HUP from both directions closed, ERR stands beside it and
/// means the same to the tables. Beside either nothing else means anything.
fn bits(event: &Event) -> u32 {
    let flag = |set: bool, bit: u32| if set { bit } else { 0 };
    let hung_up = event.is_read_closed() && event.is_write_closed();
    let end = flag(event.is_error(), ERR) | flag(hung_up, HUP);
    if end != 0 {
        return end;
    }
    flag(event.is_readable(), IN)
        | flag(event.is_priority(), PRI)
        | flag(event.is_writable(), OUT)
        | flag(event.is_read_closed(), RDHUP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::fixture::{duplicate, replace};
    use crate::sys::socket;
    use socket2::Type;
    use std::net::Shutdown;

    const SLOT: SlotId = SlotId { index: 1, generation: 2 };
    const LATER: SlotId = SlotId { index: 1, generation: 3 };

    fn ready(poller: &mut MioPoller) -> Vec<u32> {
        let mut ready = Vec::new();
        poller.poll(&mut ready).unwrap();
        ready.iter().map(|ready| ready.bits).collect()
    }

    #[test]
    fn a_poll_that_fills_its_memory_says_that_there_may_be_more() {
        let mut poller = MioPoller::new().unwrap();
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        let numbers: Vec<RawFd> = std::iter::repeat_with(|| duplicate(a)).take(TURN).collect();
        for &fd in &numbers {
            poller.add(fd, SLOT, Interest(OUT)).unwrap();
        }
        let mut ready = Vec::new();
        assert_eq!(poller.poll(&mut ready), Ok(false));
        assert_eq!(poller.poll(&mut ready), Ok(true));
        assert_eq!(ready.len(), TURN);
        for fd in numbers.into_iter().chain([a, b]) {
            socket::close(fd).unwrap();
        }
    }

    #[test]
    fn edges_come_once_and_a_modify_brings_them_again() {
        let mut poller = MioPoller::new().unwrap();
        let [a, b] = socket::pair(Type::STREAM).unwrap();
        poller.add(a, SLOT, Interest(OUT)).unwrap();
        assert_eq!(ready(&mut poller), [OUT]);
        assert_eq!(ready(&mut poller), []);
        poller.modify(a, SLOT, Interest(OUT)).unwrap();
        assert_eq!(ready(&mut poller), [OUT]);
        socket::shutdown(b, Shutdown::Write).unwrap();
        poller.modify(a, SLOT, Interest(IN | OUT)).unwrap();
        assert_eq!(ready(&mut poller), [IN | OUT | RDHUP]);
        socket::close(b).unwrap();
        assert_eq!(ready(&mut poller), [HUP]);
        socket::close(a).unwrap();
        assert_eq!(poller.modify(a, SLOT, Interest(IN)), Err(Errno(libc::EBADF)));
        assert_eq!(poller.remove(a), Err(Errno(libc::EBADF)));
    }

    #[cfg(feature = "faults")]
    #[test]
    fn stirring_brings_an_edge_again_with_the_interest_that_stands() {
        let mut poller = MioPoller::new().unwrap();
        let [a, _b] = socket::pair(Type::STREAM).unwrap();
        poller.stir(a);
        poller.add(a, SLOT, Interest(IN | OUT)).unwrap();
        assert_eq!((ready(&mut poller), ready(&mut poller)), (vec![OUT], vec![]));
        poller.stir(a);
        assert_eq!((ready(&mut poller), ready(&mut poller)), (vec![OUT], vec![]));
    }

    #[test]
    fn a_ghost_that_comes_back_is_not_taken_for_the_numbers_own_registration() {
        let mut poller = MioPoller::new().unwrap();
        let [first, _first_peer] = socket::pair(Type::STREAM).unwrap();
        let [second, _second_peer] = socket::pair(Type::STREAM).unwrap();
        let (first_kept, second_kept) = (duplicate(first), duplicate(second));
        let number = first;
        poller.add(number, SLOT, Interest(OUT)).unwrap();
        replace(number, second);
        assert_eq!(poller.modify(number, SLOT, Interest(OUT)), Err(Errno(libc::ENOENT)), "another file");
        poller.add(number, LATER, Interest(OUT)).unwrap();
        assert_eq!(poller.modify(number, LATER, Interest(OUT)), Ok(()), "its own registration");
        replace(number, first_kept);
        assert_eq!(poller.modify(number, LATER, Interest(OUT)), Err(Errno(libc::ENOENT)), "the ghost's file");
        replace(number, second_kept);
        assert_eq!(poller.modify(number, LATER, Interest(OUT)), Ok(()), "its own registration again");
    }

    #[test]
    fn a_pipe_without_its_reader_is_in_error() {
        let mut poller = MioPoller::new().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        poller.add(writer.as_raw_fd(), SLOT, Interest(OUT)).unwrap();
        ready(&mut poller);
        drop(reader);
        assert_eq!(ready(&mut poller), [ERR]);
    }
}
