//! What a slot keeps of a connection that the engine reads and writes by itself, and of a listener that it accepts from.

use super::{Failure, Outgoing, ServerNumber};
use crate::sys::kind::Known;

/// Of a connection.
#[derive(Default)]
pub(crate) struct Link {
    /// The server that has accepted it.
    pub server: Option<ServerNumber>,
    /// The kind that its listener has given it, until the first receive.
    pub inherited: Option<Known>,
    pub outgoing: Outgoing,
    /// The user's memory that was given last to read into, as long as the host keeps it.
    pub given: Option<u32>,
    /// Why a send has failed, while what arrived before that is still being read.
    pub reason: Option<Failure>,
    /// Until when its peer is waited for.
    pub lingers: Option<u64>,
    /// JavaScript has been told that it is over.
    pub is_told: bool,
    /// Its number names another file by now, which is not the engine's to close.
    pub is_disowned: bool,
    /// The peer is to find it reset.
    pub resets: bool,
}

/// Of a listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Serving {
    /// The server that it accepts for.
    pub server: ServerNumber,
    /// JavaScript has been told that it accepts nothing more.
    pub is_told: bool,
}
