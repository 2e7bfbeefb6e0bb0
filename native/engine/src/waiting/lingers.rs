//! Connections that are being closed, and how long each waits for its peer at most.

use crate::slots::SlotId;
use std::collections::BTreeSet;

/// How long, in milliseconds: enough for a peer that reads at all, and no way to hold descriptors for long (C30).
const LINGER: u64 = 5000;

/// By when they are due, and then by their tokens.
#[derive(Default)]
pub(crate) struct Lingers(BTreeSet<(u64, usize)>);

impl Lingers {
    /// When it is due, by which it is stopped.
    pub(crate) fn start(&mut self, slot: SlotId, now: u64) -> u64 {
        let due = now + LINGER;
        self.0.insert((due, slot.token()));
        due
    }

    pub(crate) fn stop(&mut self, slot: SlotId, due: u64) {
        self.0.remove(&(due, slot.token()));
    }

    /// When the next one is due.
    pub(crate) fn next(&self) -> Option<u64> {
        self.0.first().map(|&(due, _)| due)
    }

    /// Takes one that is due.
    pub(crate) fn take_due(&mut self, now: u64) -> Option<SlotId> {
        let first = *self.0.first().filter(|&&(due, _)| due <= now)?;
        self.0.remove(&first);
        Some(SlotId::from_token(first.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_is_taken_once_and_what_is_stopped_never() {
        let slot = |index| SlotId { index, generation: 3 };
        let mut lingers = Lingers::default();
        let due = lingers.start(slot(1), 1);
        lingers.start(slot(2), 2);
        lingers.start(slot(0), 2);
        lingers.stop(slot(1), due);
        assert_eq!(lingers.next(), Some(2 + LINGER));
        assert_eq!(lingers.take_due(1 + LINGER), None);
        let due: Vec<_> = std::iter::from_fn(|| lingers.take_due(2 + LINGER)).collect();
        assert_eq!((due, lingers.next()), (vec![slot(0), slot(2)], None));
    }
}
