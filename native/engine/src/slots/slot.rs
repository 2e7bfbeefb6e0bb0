//! One descriptor: the states of its machines, and who waits on it.

use super::{Budget, Link, NO_OPERATION, Operation, Received, Receiving, Sending, Serving, Target};
use crate::generated::{Machine, accept, connect, receive, send, server, transport, watch};
use crate::sys::kind::Known;
use socket2::SockAddr;
use std::collections::VecDeque;
use std::os::fd::RawFd;

/// How much a connection that the engine reads by itself is read at a time: a message of 100 KiB with one call, which at 64 KiB
/// cost a third more.
pub(crate) const READ: usize = 128 * 1024;

/// One of the two ways that bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Reader,
    Writer,
}

/// A descriptor: the states of its machines and the operations that wait on it.
pub(crate) struct Slot {
    pub fd: RawFd,
    /// By which its file is known again.
    pub identity: Option<u64>,
    /// A socket's slot lives until it is closed; another only as long as a callback stands on it.
    pub socket: bool,
    pub watch: watch::State,
    pub accept: Option<accept::State>,
    pub receive: Option<receive::State>,
    pub send: Option<send::State>,
    pub connect: Option<connect::State>,
    pub transport: Option<transport::State>,
    pub server: Option<server::State>,
    /// Of a slot with a transport, whose descriptor is the engine's own.
    pub link: Option<Box<Link>>,
    /// Of a slot with a server.
    pub serving: Option<Serving>,
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
    /// Known from the first receive on, and of a listener from the first connection on that gets a slot.
    pub kind: Option<Known>,
    pub reads: Budget,
    pub writes: Budget,
    /// It has a place in the line of its reads, or of its writes.
    pub in_line: [bool; 2],
}

impl watch::State {
    /// A callback of the user's stands on this direction.
    pub(crate) fn watched(self, direction: Direction) -> bool {
        use watch::{Reader, Writer};
        match direction {
            Direction::Reader => matches!(self.reader(), Reader::Armed | Reader::Due | Reader::Running),
            Direction::Writer => matches!(self.writer(), Writer::Armed | Writer::Due | Writer::Running),
        }
    }
}

impl Slot {
    pub(crate) fn new(fd: RawFd, identity: Option<u64>, socket: bool) -> Self {
        Self {
            fd,
            identity,
            socket,
            watch: watch::State::ALL[0],
            accept: None,
            receive: None,
            send: None,
            connect: None,
            transport: None,
            server: None,
            link: None,
            serving: None,
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

    /// A connection that the engine reads and writes by itself. One read stands for all.
    pub(crate) fn linked(fd: RawFd, identity: Option<u64>, link: Link) -> Self {
        let target = Target::Slab(READ);
        let received = Received::default();
        Self {
            transport: Some(transport::State::ALL[0]),
            receive: Some(receive::State::ALL[0]),
            send: Some(send::State::ALL[0]),
            link: Some(Box::new(link)),
            receiving: Some(Receiving { operation: NO_OPERATION, target, asks_sender: false, received }),
            ..Self::new(fd, identity, true)
        }
    }

    /// It is the engine's own: users have no business with its descriptor until it is being closed (C10).
    pub(crate) fn is_owned(&self) -> bool {
        use transport::Life;
        self.transport.is_some_and(|state| matches!(state.life(), Life::Going | Life::HalfClosed | Life::Failing))
    }

    /// It accepts nothing, for its server has as many connections as there may be.
    pub(crate) fn is_full(&self) -> bool {
        matches!(self.server, Some(server::State::Full | server::State::FullAndPaused))
    }

    /// A callback of the user's stands on this direction.
    pub(crate) fn watched(&self, direction: Direction) -> bool {
        self.watch.watched(direction)
    }

    /// An operation is pending on this direction, or the loop accepts by itself.
    pub(crate) fn operating(&self, direction: Direction) -> bool {
        match direction {
            Direction::Reader => !self.waiters.is_empty() || self.receiving.is_some() || self.serving.is_some(),
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
            Machine::Transport => self.transport.map(|state| state as u8),
            Machine::Server => self.server.map(|state| state as u8),
        }
    }

    pub(crate) fn has(&self, machine: Machine) -> bool {
        self.state(machine).is_some()
    }
}
