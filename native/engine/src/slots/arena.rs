//! The arena of slots: looked up by id, or once by descriptor number.

use super::{Slot, SlotId};
use std::collections::HashMap;
use std::os::fd::RawFd;

/// Positive as a signed word, too, since records are read as such.
const GENERATIONS: u32 = u32::MAX >> 1;

#[derive(Default)]
struct Entry {
    generation: u32,
    slot: Option<Slot>,
}

#[derive(Default)]
pub(crate) struct Slots {
    entries: Vec<Entry>,
    free: Vec<u32>,
    /// By the descriptor's number, which may be any until the kernel has seen it (C11).
    by_fd: HashMap<RawFd, u32>,
}

impl Slots {
    /// A new slot, which the number stands for from now on; none if there are too many.
    pub(crate) fn insert(&mut self, slot: Slot) -> Option<SlotId> {
        let fd = slot.fd;
        let index = match self.free.pop() {
            Some(index) => index,
            None if self.entries.len() < SlotId::LIMIT as usize => {
                self.entries.push(Entry::default());
                self.entries.len() as u32 - 1
            }
            None => return None,
        };
        let entry = &mut self.entries[index as usize];
        entry.slot = Some(slot);
        self.by_fd.insert(fd, index);
        Some(SlotId { index, generation: entry.generation })
    }

    pub(crate) fn get(&self, id: SlotId) -> Option<&Slot> {
        let entry = self.entries.get(id.index as usize)?;
        entry.slot.as_ref().filter(|_| entry.generation == id.generation)
    }

    pub(crate) fn get_mut(&mut self, id: SlotId) -> Option<&mut Slot> {
        let entry = self.entries.get_mut(id.index as usize)?;
        entry.slot.as_mut().filter(|_| entry.generation == id.generation)
    }

    /// The slot that a descriptor number stands for.
    pub(crate) fn by_fd(&self, fd: RawFd) -> Option<SlotId> {
        let &index = self.by_fd.get(&fd)?;
        let generation = self.entries[index as usize].generation;
        Some(SlotId { index, generation })
    }

    /// The number stands for this slot no longer; the slot itself lives on.
    pub(crate) fn forget_fd(&mut self, id: SlotId) {
        if let Some(fd) = self.get(id).map(|slot| slot.fd)
            && self.by_fd(fd) == Some(id)
        {
            self.by_fd.remove(&fd);
        }
    }

    /// The slot is no more: whoever still holds its id finds nothing.
    pub(crate) fn remove(&mut self, id: SlotId) -> Option<Slot> {
        self.forget_fd(id);
        self.get(id)?;
        let entry = &mut self.entries[id.index as usize];
        entry.generation = (entry.generation + 1) & GENERATIONS;
        self.free.push(id.index);
        entry.slot.take()
    }

    pub(crate) fn live(&self) -> impl Iterator<Item = (SlotId, &Slot)> {
        self.entries.iter().enumerate().filter_map(|(index, entry)| {
            let id = SlotId { index: index as u32, generation: entry.generation };
            entry.slot.as_ref().map(|slot| (id, slot))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(slots: &mut Slots, fd: RawFd) -> SlotId {
        slots.insert(Slot::new(fd, None, false)).unwrap()
    }

    #[test]
    fn a_dead_slot_is_not_found_and_its_place_is_used_again_with_another_generation() {
        let mut slots = Slots::default();
        let first = insert(&mut slots, 5);
        assert_eq!(slots.remove(first).unwrap().fd, 5);
        let second = insert(&mut slots, 6);
        assert_eq!(second.index, first.index);
        assert_ne!(second.generation, first.generation);
        assert!(slots.get(first).is_none());
        assert!(slots.remove(first).is_none());
        assert_eq!(slots.get(second).unwrap().fd, 6);
    }

    #[test]
    fn a_number_stands_for_its_newest_slot() {
        let mut slots = Slots::default();
        let old = insert(&mut slots, 3);
        slots.forget_fd(old);
        assert_eq!(slots.by_fd(3), None);
        let new = insert(&mut slots, 3);
        slots.remove(old);
        assert_eq!(slots.by_fd(3), Some(new));
        slots.remove(new);
        assert_eq!(slots.by_fd(3), None);
        assert_eq!(slots.by_fd(-1), None);
        assert_eq!(slots.by_fd(RawFd::MAX), None);
    }

    #[test]
    fn generations_stay_positive_words() {
        let mut slots = Slots::default();
        insert(&mut slots, 0);
        slots.entries[0].generation = GENERATIONS;
        slots.remove(SlotId { index: 0, generation: GENERATIONS });
        assert_eq!(insert(&mut slots, 0).generation, 0);
    }
}
