//! Who says that a descriptor is ready.
//!
//! This room owns what is asked of a poller, what it reports, and the one that is shipped. It never decides what a report
//! means: that is in the table of `watch`.

mod ghosts;
mod mio;

pub use mio::MioPoller;

use crate::generated::layout::poller_bits::{self, ERR, HUP, IN, OUT, PRI, RDHUP};
use crate::generated::watch::{Reader, Registration, State};
use crate::slots::{Direction, SlotId};
use crate::sys::Errno;
use std::os::fd::RawFd;

/// What to report of a descriptor, in the poller's bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest(pub u32);

impl Interest {
    /// What a state of `watch` stands for: the union of both directions (R1). Of urgent data an operation has to know (O4);
    /// a user's callback would be called for it again and again, as nothing that reads its bytes takes it away.
    pub fn of(watch: State) -> Self {
        let urgent = if watch.reader() == Reader::Held { poller_bits::PRI } else { 0 };
        Self(match watch.registration() {
            Registration::R => poller_bits::IN | urgent,
            Registration::W => poller_bits::OUT,
            Registration::RW => poller_bits::IN | poller_bits::OUT | urgent,
            Registration::None | Registration::Closed => 0,
        })
    }
}

/// What the kernel reported of a slot's descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    pub slot: SlotId,
    pub bits: u32,
}

/// What a report still says to the other direction when it is void for this one. A hang-up is news to both.
pub fn left_for_other(bits: u32, direction: Direction) -> u32 {
    let hung_up = bits & (ERR | HUP) != 0;
    match direction {
        Direction::Reader if hung_up => OUT,
        Direction::Reader => bits & OUT,
        Direction::Writer if hung_up => IN | RDHUP,
        Direction::Writer => bits & (IN | PRI | RDHUP),
    }
}

/// An edge-triggered poller: it reports a descriptor when it becomes ready, and when it is ready at an add or modify.
pub trait Poller {
    fn add(&mut self, fd: RawFd, slot: SlotId, interest: Interest) -> Result<(), Errno>;
    fn modify(&mut self, fd: RawFd, slot: SlotId, interest: Interest) -> Result<(), Errno>;
    fn remove(&mut self, fd: RawFd) -> Result<(), Errno>;
    /// Appends what is ready now, without waiting. Whether that is all: its memory may have been filled before.
    fn poll(&mut self, ready: &mut Vec<Readiness>) -> Result<bool, Errno>;
    /// Looks at a descriptor again, with the interest that stands; where faults can be injected, they need it.
    fn stir(&mut self, _fd: RawFd) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_is_void_for_one_direction_still_speaks_to_the_other() {
        assert_eq!(left_for_other(IN | PRI | RDHUP | OUT, Direction::Reader), OUT);
        assert_eq!(left_for_other(IN | RDHUP | OUT, Direction::Writer), IN | RDHUP);
        assert_eq!(left_for_other(IN, Direction::Reader), 0);
        assert_eq!(left_for_other(OUT, Direction::Writer), 0);
        for hang_up in [HUP, ERR, IN | OUT | HUP] {
            assert_eq!(left_for_other(hang_up, Direction::Reader), OUT);
            assert_eq!(left_for_other(hang_up, Direction::Writer), IN | RDHUP);
        }
    }
}
