//! Listeners at the descriptor limit, and when each tries again.

use crate::slot::SlotId;

const FIRST: u64 = 100;
const LONGEST: u64 = 1000;

/// How long to back off after a back-off of so many milliseconds.
pub fn next_delay(last: u64) -> u64 {
    if last == 0 { FIRST } else { (last * 2).min(LONGEST) }
}

#[derive(Default)]
pub struct Backoffs(Vec<(u64, SlotId)>);

impl Backoffs {
    pub fn start(&mut self, slot: SlotId, due: u64) {
        self.0.push((due, slot));
    }

    pub fn stop(&mut self, slot: SlotId) {
        self.0.retain(|&(_, other)| other != slot);
    }

    /// When the next one is due.
    pub fn next(&self) -> Option<u64> {
        self.0.iter().map(|&(due, _)| due).min()
    }

    /// Takes one that is due.
    pub fn take_due(&mut self, now: u64) -> Option<SlotId> {
        let at = self.0.iter().position(|&(due, _)| due <= now)?;
        Some(self.0.remove(at).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_a_second() {
        let delays = std::iter::successors(Some(next_delay(0)), |&last| Some(next_delay(last)));
        assert_eq!(delays.take(6).collect::<Vec<_>>(), [100, 200, 400, 800, 1000, 1000]);
    }

    #[test]
    fn what_is_due_is_taken_once_and_what_is_stopped_never() {
        let (a, b) = (SlotId { index: 0, generation: 0 }, SlotId { index: 1, generation: 0 });
        let mut backoffs = Backoffs::default();
        backoffs.start(a, 100);
        backoffs.start(b, 50);
        assert_eq!(backoffs.next(), Some(50));
        backoffs.stop(b);
        assert_eq!(backoffs.take_due(99), None);
        assert_eq!(backoffs.take_due(100), Some(a));
        assert_eq!(backoffs.take_due(100), None);
    }
}
