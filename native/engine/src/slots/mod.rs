//! What the engine knows about descriptors: an arena of slots, one for each file that somebody waits for (L6).
//!
//! This room owns a slot's name, the states of its machines, its pending operations, and its share of a turn. It never
//! steps a machine, and never makes a system call.

mod arena;
mod budget;
mod failure;
mod id;
mod link;
mod operation;
mod outgoing;
mod servers;
mod slot;

pub(crate) use arena::Slots;
pub(crate) use budget::Budget;
pub use budget::TURN;
pub use failure::Failure;
pub use id::SlotId;
pub(crate) use link::{Link, Serving};
pub use operation::{NO_OPERATION, Operation, Target};
pub(crate) use operation::{Place, Received, Receiving, Sending};
pub(crate) use outgoing::{Outgoing, Piece, Source};
pub(crate) use servers::{ServerNumber, Servers};
pub use slot::Direction;
pub(crate) use slot::{READ, Slot};
