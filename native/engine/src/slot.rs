//! What the engine knows about one descriptor.

use crate::budget::Budget;
use crate::generated::layout::{SystemCall, engine_error};
use crate::generated::{Machine, accept, connect, receive, send, watch};
use crate::sys::Errno;
use crate::sys::name;
use crate::sys::receiving::Known;
use socket2::SockAddr;
use std::collections::VecDeque;
use std::os::fd::RawFd;

/// Names a slot for as long as it lives: a number that is used again comes with another generation (L6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotId {
    pub index: u32,
    pub generation: u32,
}

impl SlotId {
    /// How many slots there can be at a time; a key has this many indices to a generation.
    pub const LIMIT: u32 = 1 << 20;

    /// The slot as one number that JavaScript holds exactly.
    pub fn key(self) -> f64 {
        f64::from(self.generation) * f64::from(Self::LIMIT) + f64::from(self.index)
    }

    /// The slot that a key names, dead or alive.
    pub fn from_key(key: f64) -> Self {
        let key = key as u64;
        let limit = u64::from(Self::LIMIT);
        Self { index: (key % limit) as u32, generation: (key / limit) as u32 }
    }

    /// The slot as the poller carries it.
    pub fn token(self) -> usize {
        (self.generation as usize) << 32 | self.index as usize
    }

    pub fn from_token(token: usize) -> Self {
        Self { index: token as u32, generation: (token >> 32) as u32 }
    }
}

/// One of the two ways that bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Reader,
    Writer,
}

/// JavaScript's number for a promise.
pub type Operation = u32;

/// The number of no operation: a record with it is about the callbacks of its slot.
pub const NO_OPERATION: Operation = Operation::MAX;

/// Why an operation fails: an errno and its system call, or one of the library's own negative codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    pub error: i32,
    pub call: Option<SystemCall>,
}

impl Failure {
    pub const SOCKET_CLOSED: Self = Self::own(engine_error::SOCKET_CLOSED);
    pub const LOOP_CLOSED: Self = Self::own(engine_error::LOOP_CLOSED);
    pub const BUFFER_DETACHED: Self = Self::own(engine_error::BUFFER_DETACHED);
    pub const FORBIDDEN_EVENT: Self = Self::own(engine_error::FORBIDDEN_EVENT);
    pub const STALE_DESCRIPTOR: Self = Self::own(engine_error::STALE_DESCRIPTOR);
    pub const BUSY: Self = Self::own(engine_error::BUSY);

    const fn own(error: i32) -> Self {
        Self { error, call: None }
    }

    pub fn system(errno: Errno, call: SystemCall) -> Self {
        Self { error: errno.0, call: Some(call) }
    }
}

/// Where received bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into the slab, at most so many.
    Slab(usize),
    /// Into the user's buffer, which had this length when the operation began.
    Buffer(usize),
}

impl Target {
    /// How many bytes are to be received, at most.
    pub fn length(self) -> usize {
        match self {
            Self::Slab(most) => most,
            Self::Buffer(length) => length,
        }
    }
}

#[derive(Debug)]
pub struct Receiving {
    pub operation: Operation,
    pub target: Target,
    /// The sender's address is asked for, to stand behind the bytes.
    pub asks_sender: bool,
    pub received: Received,
}

impl Receiving {
    /// How much room the sender's address may need, behind the bytes.
    pub fn behind(&self) -> usize {
        if self.asks_sender { name::MAX_BYTES } else { 0 }
    }
}

/// What the last call brought.
#[derive(Debug, Default)]
pub struct Received {
    pub place: Place,
    pub count: usize,
    /// How long the sender's address is.
    pub sender: usize,
    /// There was more of the message, which is gone.
    pub truncated: bool,
}

/// Where received bytes stand.
#[derive(Debug, Default)]
pub enum Place {
    /// In the user's buffer.
    #[default]
    Users,
    /// At this offset of the slab.
    Slab(usize),
    /// In memory of their own: a message that the slab may have no room for.
    Own(Vec<u8>),
}

#[derive(Clone, Copy, Debug)]
pub struct Sending {
    pub operation: Operation,
    /// The length of the user's buffer when the operation began.
    pub length: usize,
    /// How much of it the kernel has taken.
    pub sent: usize,
}

/// A descriptor: the states of its machines and the operations that wait on it.
pub struct Slot {
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
    pub fn new(fd: RawFd, socket: bool) -> Self {
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
    pub fn watched(&self, direction: Direction) -> bool {
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
    pub fn operating(&self, direction: Direction) -> bool {
        match direction {
            Direction::Reader => !self.waiters.is_empty() || self.receiving.is_some(),
            Direction::Writer => self.sending.is_some() || self.connecting.is_some(),
        }
    }

    /// Whether the kernel has been asked to report this descriptor.
    pub fn registered(&self) -> bool {
        !matches!(self.watch.registration(), watch::Registration::None | watch::Registration::Closed)
    }

    /// What a machine may do in a turn.
    pub fn share(&mut self, machine: Machine) -> &mut Budget {
        if machine == Machine::Send { &mut self.writes } else { &mut self.reads }
    }

    /// Whether it stands in the line of those who want what a machine wants.
    pub fn in_line(&mut self, machine: Machine) -> &mut bool {
        &mut self.in_line[usize::from(machine == Machine::Send)]
    }

    /// The number of a machine's state; none if the slot does not have the machine.
    pub fn state(&self, machine: Machine) -> Option<u8> {
        match machine {
            Machine::Watch => Some(self.watch as u8),
            Machine::Accept => self.accept.map(|state| state as u8),
            Machine::Receive => self.receive.map(|state| state as u8),
            Machine::Send => self.send.map(|state| state as u8),
            Machine::Connect => self.connect.map(|state| state as u8),
        }
    }

    pub fn has(&self, machine: Machine) -> bool {
        self.state(machine).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_a_token_name_the_same_slot_again() {
        let id = SlotId { index: SlotId::LIMIT - 1, generation: u32::MAX >> 1 };
        assert_eq!(SlotId::from_key(id.key()), id);
        assert_eq!(SlotId::from_token(id.token()), id);
        assert!(id.key() < 2f64.powi(53));
    }
}
