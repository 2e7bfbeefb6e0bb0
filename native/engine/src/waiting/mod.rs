//! Who comes later, and when: turnstiles for what a turn has no room for, backoffs, lines
//! and lingers for what no poller tells of.
//!
//! This room owns the order of those who wait. It is told the time, and never asks for it; it names slots, and never looks
//! after them.

mod backoffs;
mod lines;
mod lingers;
mod turnstiles;

pub(crate) use backoffs::Backoffs;
pub(crate) use lines::{Goal, Lines};
pub(crate) use lingers::Lingers;
pub(crate) use turnstiles::Turnstiles;
