//! The last records of each slot, for whoever asks why something did or did not happen to it.

use super::entry::{Entry, Words};
use crate::generated::layout::TraceKind;
use crate::slots::SlotId;
use std::os::fd::RawFd;

/// How many records a slot keeps.
const DEPTH: usize = 32;

/// What one slot did last. Those of dead slots stay until their places are used again.
struct Ring {
    generation: u32,
    fd: RawFd,
    /// How many records there have been; the next one's place follows from it.
    count: usize,
    entries: Box<[Entry; DEPTH]>,
}

/// What each slot did last, by its index.
#[derive(Default)]
pub struct History {
    rings: Vec<Ring>,
    turn: u32,
}

impl History {
    /// A slot begins its life.
    pub fn open(&mut self, slot: SlotId, fd: RawFd) {
        while self.rings.len() <= slot.index as usize {
            let entries = Box::new([Entry::new(TraceKind::None, 0, 0, 0, 0); DEPTH]);
            self.rings.push(Ring { generation: 0, fd: -1, count: 0, entries });
        }
        let ring = &mut self.rings[slot.index as usize];
        (ring.generation, ring.fd, ring.count) = (slot.generation, fd, 0);
    }

    /// What is kept from now on belongs to this turn.
    pub fn turn(&mut self, turn: u64) {
        self.turn = turn as u32;
    }

    /// Keeps one more record. One of a slot whose place has been given away is not kept.
    #[inline(always)]
    pub fn keep(&mut self, slot: SlotId, entry: Entry) {
        if let Some(ring) = self.rings.get_mut(slot.index as usize)
            && ring.generation == slot.generation
        {
            ring.entries[ring.count % DEPTH] = Entry { turn: self.turn, ..entry };
            ring.count = ring.count.wrapping_add(1);
        }
    }

    /// Whether there has been a record of this slot.
    pub fn knows(&self, slot: SlotId) -> bool {
        self.rings.get(slot.index as usize).is_some_and(|ring| ring.generation == slot.generation && ring.count > 0)
    }

    /// The slot that had this number last, dead or alive.
    pub fn last_of(&self, fd: RawFd) -> Option<SlotId> {
        let of_fd = self.rings.iter().enumerate().filter(|(_, ring)| ring.fd == fd && ring.count > 0);
        let (index, ring) = of_fd.max_by_key(|(_, ring)| ring.entries[(ring.count - 1) % DEPTH].turn)?;
        Some(SlotId { index: index as u32, generation: ring.generation })
    }

    /// Oldest first: the turn and the record.
    pub fn of(&self, slot: SlotId) -> Vec<(u32, Words)> {
        let ring = self.rings.get(slot.index as usize).filter(|ring| ring.generation == slot.generation);
        let Some(ring) = ring else { return Vec::new() };
        let entries = (ring.count.saturating_sub(DEPTH)..ring.count).map(|at| ring.entries[at % DEPTH]);
        entries.map(|entry| (entry.turn, entry.words(slot, 0))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::layout::trace_field;

    const SLOT: SlotId = SlotId { index: 2, generation: 5 };

    fn value(value: i32) -> Entry {
        Entry::new(TraceKind::User, 0, 0, value, 0)
    }

    fn values(history: &History, slot: SlotId) -> Vec<(u32, i32)> {
        history.of(slot).iter().map(|(turn, words)| (*turn, words[trace_field::VALUE])).collect()
    }

    #[test]
    fn the_last_records_are_kept_oldest_first_with_their_turns() {
        let mut history = History::default();
        history.open(SLOT, 9);
        for turn in 0..100 {
            history.turn(turn);
            history.keep(SLOT, value(turn as i32 * 10));
        }
        let last: Vec<_> = (68..100).map(|turn| (turn, turn as i32 * 10)).collect();
        assert_eq!(values(&history, SLOT), last);
    }

    #[test]
    fn a_dead_slot_is_remembered_until_its_place_is_used_again() {
        let mut history = History::default();
        history.open(SLOT, 9);
        history.keep(SLOT, value(1));
        assert_eq!(history.last_of(9), Some(SLOT));
        assert_eq!(history.last_of(8), None);
        let next = SlotId { generation: 6, ..SLOT };
        history.open(next, 8);
        history.keep(SLOT, value(2));
        history.keep(next, value(3));
        assert_eq!((values(&history, SLOT), values(&history, next)), (vec![], vec![(0, 3)]));
        assert_eq!((history.last_of(9), history.last_of(8)), (None, Some(next)));
    }

    #[test]
    fn of_several_slots_a_number_had_the_last_one_counts() {
        let mut history = History::default();
        let later = SlotId { index: 0, generation: 1 };
        for (turn, slot) in [SLOT, later].into_iter().enumerate() {
            history.turn(turn as u64);
            history.open(slot, 9);
            history.keep(slot, value(0));
        }
        assert_eq!(history.last_of(9), Some(later));
    }
}
