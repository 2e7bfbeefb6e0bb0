//! Operations that no poller wakes (an accept at the descriptor limit, a connect to a full queue), and when each tries
//! again.

use crate::generated::Machine;
use crate::slot::SlotId;

const LONGEST: u64 = 1000;

/// How long to back off after a back-off of so many milliseconds, or at `first`.
pub fn next_delay(last: u64, first: u64) -> u64 {
    if last == 0 { first } else { (last * 2).min(LONGEST) }
}

#[derive(Default)]
pub struct Backoffs(Vec<(u64, SlotId, Machine)>);

impl Backoffs {
    pub fn start(&mut self, slot: SlotId, machine: Machine, due: u64) {
        self.0.push((due, slot, machine));
    }

    /// One machine's; what another one of the same slot waits for goes on.
    pub fn stop(&mut self, slot: SlotId, machine: Machine) {
        self.0.retain(|&(_, other, its)| (other, its) != (slot, machine));
    }

    /// All of a slot that is no more.
    pub fn stop_all(&mut self, slot: SlotId) {
        self.0.retain(|&(_, other, _)| other != slot);
    }

    /// When the next one is due.
    pub fn next(&self) -> Option<u64> {
        self.0.iter().map(|&(due, ..)| due).min()
    }

    /// Takes one that is due.
    pub fn take_due(&mut self, now: u64) -> Option<(SlotId, Machine)> {
        let at = self.0.iter().position(|&(due, ..)| due <= now)?;
        let (_, slot, machine) = self.0.remove(at);
        Some((slot, machine))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_a_second() {
        let delays = std::iter::successors(Some(next_delay(0, 100)), |&last| Some(next_delay(last, 100)));
        assert_eq!(delays.take(6).collect::<Vec<_>>(), [100, 200, 400, 800, 1000, 1000]);
    }

    #[test]
    fn what_is_due_is_taken_once_and_what_is_stopped_never() {
        let (a, b) = (SlotId { index: 0, generation: 0 }, SlotId { index: 1, generation: 0 });
        let mut backoffs = Backoffs::default();
        backoffs.start(a, Machine::Accept, 100);
        backoffs.start(b, Machine::Connect, 50);
        backoffs.start(b, Machine::Accept, 60);
        assert_eq!(backoffs.next(), Some(50));
        backoffs.stop(b, Machine::Connect);
        assert_eq!(backoffs.next(), Some(60));
        backoffs.stop_all(b);
        assert_eq!(backoffs.take_due(99), None);
        assert_eq!(backoffs.take_due(100), Some((a, Machine::Accept)));
        assert_eq!(backoffs.take_due(100), None);
    }
}
