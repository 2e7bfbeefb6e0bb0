//! What a slot keeps of an operation that is pending on it.

use crate::sys::name;

/// JavaScript's number for a promise.
pub type Operation = u32;

/// The number of no operation: a record with it is about the callbacks of its slot.
pub const NO_OPERATION: Operation = Operation::MAX;

/// Where received bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into the slab, at most so many.
    Slab(usize),
    /// Into the user's buffer, which had this length when the operation began; of a connection that the engine reads, into the
    /// memory that was given for the next read.
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
pub(crate) struct Receiving {
    pub operation: Operation,
    pub target: Target,
    /// The sender's address is asked for, to stand behind the bytes.
    pub asks_sender: bool,
    pub received: Received,
}

impl Receiving {
    /// How much room the sender's address may need, behind the bytes.
    pub(crate) fn behind(&self) -> usize {
        if self.asks_sender { name::MAX_BYTES } else { 0 }
    }
}

/// What the last call brought.
#[derive(Debug, Default)]
pub(crate) struct Received {
    pub place: Place,
    pub count: usize,
    /// How long the sender's address is.
    pub sender: usize,
    /// There was more of the message, which is gone.
    pub truncated: bool,
}

/// Where received bytes stand.
#[derive(Debug, Default)]
pub(crate) enum Place {
    /// In the user's buffer.
    #[default]
    Users,
    /// At this offset of the slab.
    Slab(usize),
    /// In memory of their own: a message that the slab may have no room for.
    Own(Vec<u8>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Sending {
    pub operation: Operation,
    /// The length of the user's buffer when the operation began.
    pub length: usize,
    /// How much of it the kernel has taken.
    pub sent: usize,
}
