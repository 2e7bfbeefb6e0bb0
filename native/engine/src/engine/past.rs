//! What can be told of a descriptor, to whoever asks why something did or did not happen to it.

use super::Engine;
use crate::generated::{Machine, TABLES};
use crate::platform::{Clock, Platform, Sockets};
use crate::slots::SlotId;
use crate::trace::Words;
use std::os::fd::RawFd;

/// What can be told of a descriptor.
pub struct Past {
    /// The slot that stands for it or, if none does, the last one that did.
    pub slot: Option<SlotId>,
    pub live: bool,
    /// The state of each machine that a live slot has.
    pub states: Vec<Option<u8>>,
    /// Oldest first: the turn and the record.
    pub records: Vec<(u32, Words)>,
    /// The turn at hand, or the last one; and how many milliseconds ago it asked the poller.
    pub turn: u64,
    pub since_poll: u64,
    /// What poll(2) says at this moment, in the poller's bits; none if the number names no open file.
    pub ready: Option<u32>,
}

impl<P: Platform> Engine<P> {
    /// What the slot of a descriptor is, and did last.
    pub fn past(&self, fd: RawFd) -> Past {
        let history = &self.calls.trace.history;
        let standing = self.slots.by_fd(fd);
        let slot = standing.or_else(|| history.last_of(fd));
        let live = slot.and_then(|id| self.slots.get(id));
        let state = |machine: usize| live?.state(Machine::from_u8(machine as u8)?);
        Past {
            slot,
            live: live.is_some(),
            states: (0..TABLES.len()).map(state).collect(),
            records: slot.map_or_else(Vec::new, |id| history.of(id)),
            turn: self.turn,
            since_poll: self.clock.now() - self.polled,
            ready: self.calls.sockets.readiness(fd).ok(),
        }
    }
}
