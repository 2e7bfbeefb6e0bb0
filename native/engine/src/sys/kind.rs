//! What a receive that brought less than was asked for means, and for how long that is known.

use crate::generated::layout::socket_kind;
use std::sync::atomic::{AtomicU32, Ordering};

/// What ends a receive on a socket before all that was asked for has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The end of what there is, or the mark of urgent data, of which the poller tells (PRI).
    Tcp,
    /// Also the end of a record (kTLS), descriptors or credentials that came with the bytes (unix); nothing tells of them.
    Stream,
    /// The end of a message, of which there may be empty ones.
    Datagram,
    /// The end of a message; an empty one is the end of the connection.
    Seqpacket,
}

impl Kind {
    /// One receive takes a whole message: what has no room is gone.
    pub fn has_messages(self) -> bool {
        matches!(self, Self::Datagram | Self::Seqpacket)
    }

    /// As a trace has it.
    pub fn number(self) -> usize {
        match self {
            Self::Tcp => socket_kind::TCP,
            Self::Stream => socket_kind::STREAM,
            Self::Datagram => socket_kind::DATAGRAM,
            Self::Seqpacket => socket_kind::SEQPACKET,
        }
    }
}

/// How many protocols were laid upon sockets in this process.
static LAYERS: AtomicU32 = AtomicU32::new(0);

/// A kind, for as long as no protocol was laid upon any socket since: one may have been laid upon its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    kind: Kind,
    layers: u32,
}

impl Known {
    pub fn new(kind: Kind) -> Self {
        Self { kind, layers: LAYERS.load(Ordering::Relaxed) }
    }

    pub fn kind(self) -> Option<Kind> {
        (self.layers == LAYERS.load(Ordering::Relaxed)).then_some(self.kind)
    }
}

/// A protocol is being laid upon a TCP socket (TCP_ULP): what is known of kinds may be so no longer.
pub(super) fn forget_kinds() {
    LAYERS.fetch_add(1, Ordering::Relaxed);
}
