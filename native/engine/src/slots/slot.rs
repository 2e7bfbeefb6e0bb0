//! One descriptor: the states of its machines, and who waits on it.

use super::{Budget, Operation, Receiving, Sending};
use crate::generated::{Machine, accept, connect, receive, send, watch};
use crate::sys::kind::Known;
use socket2::SockAddr;
use std::collections::VecDeque;
use std::os::fd::RawFd;

/// One of the two ways that bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Reader,
    Writer,
}

/// A descriptor: the states of its machines and the operations that wait on it.
pub(crate) struct Slot {
    pub fd: RawFd,
    /// A socket's slot lives until it is closed; another only as long as a callback stands on it.
    pub socket: bool,
    pub watch: watch::State,
    pub accept: Option<accept::State>,
    pub receive: Option<receive::State>,
    pub send: Option<send::State>,
    pub connect: Option<connect::State>,
    pub waiters: VecDeque<Operation>,
    pub receiving: Option<Receiving>,
    pub sending: Option<Sending>,
    pub connecting: Option<Operation>,
    /// How often each direction's callback was found due: the number of its newest record, the only one that may run it.
    pub tickets: [u32; 2],
    /// What the poller reported and nobody has looked at yet, in its bits.
    pub reported: u32,
    /// Where the writing operation goes, if it names an address.
    pub destination: Option<Box<SockAddr>>,
    /// Known from the first receive on.
    pub kind: Option<Known>,
    pub reads: Budget,
    pub writes: Budget,
    /// It has a place in the line of its reads, or of its writes.
    pub in_line: [bool; 2],
}

impl Slot {
    pub(crate) fn new(fd: RawFd, socket: bool) -> Self {
        Self {
            fd,
            socket,
            watch: watch::State::ALL[0],
            accept: None,
            receive: None,
            send: None,
            connect: None,
            waiters: VecDeque::new(),
            receiving: None,
            sending: None,
            connecting: None,
            tickets: [0; 2],
            reported: 0,
            destination: None,
            kind: None,
            reads: Budget::default(),
            writes: Budget::default(),
            in_line: [false; 2],
        }
    }

    /// A callback of the user's stands on this direction.
    pub(crate) fn watched(&self, direction: Direction) -> bool {
        use watch::{Reader, Writer};
        match direction {
            Direction::Reader => {
                matches!(self.watch.reader(), Reader::Armed | Reader::Due | Reader::Running)
            }
            Direction::Writer => {
                matches!(self.watch.writer(), Writer::Armed | Writer::Due | Writer::Running)
            }
        }
    }

    /// An operation is pending on this direction.
    pub(crate) fn operating(&self, direction: Direction) -> bool {
        match direction {
            Direction::Reader => !self.waiters.is_empty() || self.receiving.is_some(),
            Direction::Writer => self.sending.is_some() || self.connecting.is_some(),
        }
    }

    /// Whether the kernel has been asked to report this descriptor.
    pub(crate) fn registered(&self) -> bool {
        !matches!(self.watch.registration(), watch::Registration::None | watch::Registration::Closed)
    }

    /// What a machine may do in a turn.
    pub(crate) fn share(&mut self, machine: Machine) -> &mut Budget {
        if machine == Machine::Send { &mut self.writes } else { &mut self.reads }
    }

    /// Whether it stands in the line of those who want what a machine wants.
    pub(crate) fn in_line(&mut self, machine: Machine) -> &mut bool {
        &mut self.in_line[usize::from(machine == Machine::Send)]
    }

    /// The number of a machine's state; none if the slot does not have the machine.
    pub(crate) fn state(&self, machine: Machine) -> Option<u8> {
        match machine {
            Machine::Watch => Some(self.watch as u8),
            Machine::Accept => self.accept.map(|state| state as u8),
            Machine::Receive => self.receive.map(|state| state as u8),
            Machine::Send => self.send.map(|state| state as u8),
            Machine::Connect => self.connect.map(|state| state as u8),
        }
    }

    pub(crate) fn has(&self, machine: Machine) -> bool {
        self.state(machine).is_some()
    }
}
