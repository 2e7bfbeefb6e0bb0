//! The poller that is shipped: mio, over epoll.

use super::{Interest, Poller, Readiness};
use crate::generated::layout::poller_bits::{ERR, HUP, IN, OUT, PRI, RDHUP};
use crate::slot::SlotId;
use crate::sys::Errno;
use mio::event::Event;
use mio::unix::SourceFd;
use mio::{Events, Poll, Token};
use std::io::ErrorKind;
use std::os::fd::{AsRawFd, RawFd};
use std::time::Duration;

/// How many events one poll takes; the kernel keeps the others for the next turn.
const CAPACITY: usize = 1024;

pub struct MioPoller {
    poll: Poll,
    events: Events,
}

impl MioPoller {
    pub fn new() -> Result<Self, Errno> {
        Ok(Self { poll: Poll::new()?, events: Events::with_capacity(CAPACITY) })
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
        Ok(registry.reregister(&mut SourceFd(&fd), Token(slot.token()), of(interest))?)
    }

    fn remove(&mut self, fd: RawFd) -> Result<(), Errno> {
        Ok(self.poll.registry().deregister(&mut SourceFd(&fd))?)
    }

    fn poll(&mut self, ready: &mut Vec<Readiness>) -> Result<(), Errno> {
        while let Err(error) = self.poll.poll(&mut self.events, Some(Duration::ZERO)) {
            if error.kind() != ErrorKind::Interrupted {
                return Err(error.into());
            }
        }
        ready.extend(
            self.events.iter().map(|event| Readiness { slot: SlotId::from_token(event.token().0), bits: bits(event) }),
        );
        Ok(())
    }
}

fn of(interest: Interest) -> mio::Interest {
    match (interest.0 & IN != 0, interest.0 & OUT != 0) {
        (true, true) => mio::Interest::READABLE | mio::Interest::WRITABLE,
        (false, true) => mio::Interest::WRITABLE,
        _ => mio::Interest::READABLE,
    }
}

/// The bits behind mio's questions. Where mio does not tell HUP from both directions closed, ERR stands beside it and
/// means the same to the tables.
fn bits(event: &Event) -> u32 {
    let flag = |set: bool, bit: u32| if set { bit } else { 0 };
    let hung_up = event.is_read_closed() && event.is_write_closed();
    flag(event.is_readable(), IN)
        | flag(event.is_priority(), PRI)
        | flag(event.is_writable(), OUT)
        | flag(event.is_error(), ERR)
        | flag(hung_up, HUP)
        | flag(event.is_read_closed() && !hung_up, RDHUP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::socket;
    use socket2::Type;
    use std::net::Shutdown;

    const SLOT: SlotId = SlotId { index: 1, generation: 2 };

    fn ready(poller: &mut MioPoller) -> Vec<u32> {
        let mut ready = Vec::new();
        poller.poll(&mut ready).unwrap();
        ready.iter().map(|ready| ready.bits).collect()
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
        assert_eq!(ready(&mut poller), [IN | OUT | HUP]);
        socket::close(a).unwrap();
        assert_eq!(poller.modify(a, SLOT, Interest(IN)), Err(Errno(libc::EBADF)));
        assert_eq!(poller.remove(a), Err(Errno(libc::EBADF)));
    }

    #[test]
    fn a_pipe_without_its_reader_is_in_error() {
        let mut poller = MioPoller::new().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        poller.add(writer.as_raw_fd(), SLOT, Interest(OUT)).unwrap();
        ready(&mut poller);
        drop(reader);
        assert_eq!(ready(&mut poller), [OUT | ERR]);
    }
}
