//! Accepts that met a limit, of which no poller tells when it is lifted, and when each tries again.

use crate::slots::SlotId;

/// How long anything pauses that asks the kernel again and again, in milliseconds. What was freed is used within it, and a
/// call so often costs nothing: a pause that grows would save nothing, and leave room unused (L19).
pub(super) const PERIOD: u64 = 50;

#[derive(Default)]
pub(crate) struct Backoffs(Vec<(u64, SlotId)>);

impl Backoffs {
    pub(crate) fn start(&mut self, slot: SlotId, now: u64) {
        self.0.push((now + PERIOD, slot));
    }

    pub(crate) fn stop(&mut self, slot: SlotId) {
        self.0.retain(|&(_, other)| other != slot);
    }

    /// When the next one is due.
    pub(crate) fn next(&self) -> Option<u64> {
        self.0.iter().map(|&(due, ..)| due).min()
    }

    /// Takes one that is due.
    pub(crate) fn take_due(&mut self, now: u64) -> Option<SlotId> {
        let at = self.0.iter().position(|&(due, ..)| due <= now)?;
        Some(self.0.remove(at).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_is_taken_once_and_what_is_stopped_never() {
        let (a, b) = (SlotId { index: 0, generation: 0 }, SlotId { index: 1, generation: 0 });
        let mut backoffs = Backoffs::default();
        backoffs.start(a, 100);
        backoffs.start(b, 50);
        assert_eq!(backoffs.next(), Some(100));
        backoffs.stop(b);
        assert_eq!(backoffs.next(), Some(150));
        assert_eq!(backoffs.take_due(149), None);
        assert_eq!(backoffs.take_due(150), Some(a));
        assert_eq!(backoffs.take_due(150), None);
    }
}
