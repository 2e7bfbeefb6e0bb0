//! Where received bytes and addresses stand until JavaScript has taken them.
//!
//! The first part is for an operation that settles inside the call that starts it: JavaScript reads it before it calls
//! again. The rest is a ring: bytes are written at its head, and JavaScript gives them back in the same order.

use crate::shm::Shared;
use std::ops::Range;

const IMMEDIATE: usize = 256 * 1024;

/// A room that is smaller than what was wanted is so many bytes, or a multiple: a trace is told apart by it from one that is
/// not as it was asked for.
const PORTION: usize = 64;

/// A place in all the bytes that have ever gone through a slab.
pub(crate) type Mark = usize;

pub struct Slab {
    memory: Shared,
    immediate: usize,
    /// How many bytes have gone in, and how many of them JavaScript has given back.
    head: Mark,
    tail: Mark,
    /// Where the head's lap of the ring began: no read needs a division for its place.
    lap: Mark,
    /// Somebody found too little room since bytes were last given back.
    starved: bool,
}

impl Slab {
    /// The least that lets every operation make progress: an address fits in a quarter of either part.
    pub const MIN_BYTES: usize = 4096;

    pub fn new(memory: Shared) -> Self {
        let immediate = IMMEDIATE.min(memory.size() / 4);
        Self { memory, immediate, head: 0, tail: 0, lap: 0, starved: false }
    }

    /// Where up to `wanted` bytes can go. None if what is left is too little to be worth a system call.
    pub fn room(&mut self, immediate: bool, wanted: usize) -> Option<Range<usize>> {
        if immediate {
            return Some(0..wanted.min(self.immediate));
        }
        let (size, at) = (self.size(), self.at());
        let free = size - (self.head - self.tail);
        let worth = wanted.min(size / 4);
        // Up to the end of the ring, or else from its beginning on.
        let until_end = free.min(size - at);
        let (start, left) = if until_end >= worth { (at, until_end) } else { (0, free.saturating_sub(size - at)) };
        self.starved |= left < worth;
        let start = self.immediate + start;
        let portion = if left < wanted { left - left % PORTION } else { wanted };
        (left >= worth).then(|| start..start + portion)
    }

    pub fn bytes(&mut self, range: Range<usize>) -> &mut [u8] {
        self.memory.bytes(range)
    }

    /// Bytes of the room that was given last, up to here, are on their way to JavaScript.
    pub fn keep(&mut self, end: usize) {
        let end = end - self.immediate;
        // At its end or behind the head, it was the room at the ring's beginning.
        if end < self.at() || self.head - self.lap == self.size() {
            self.lap += self.size();
        }
        self.head = self.lap + end;
    }

    /// A byte goes unused, so that what comes now has a mark of its own. Its room was asked for.
    pub fn pass(&mut self) {
        if let Some(room) = self.room(false, 1) {
            self.keep(room.end);
        }
    }

    /// All bytes so far.
    pub fn mark(&self) -> Mark {
        self.head
    }

    /// JavaScript has taken all bytes up to a mark.
    pub fn give_back(&mut self, mark: Mark) {
        if mark <= self.tail {
            return;
        }
        self.tail = mark;
        self.starved = false;
        if self.tail == self.head {
            // Empty: the next batch begins at the beginning, where the cache is warm.
            if self.head > self.lap {
                self.lap += self.size();
            }
            (self.head, self.tail) = (self.lap, self.lap);
        }
    }

    /// Whether somebody waits for bytes to be given back.
    pub fn starved(&self) -> bool {
        self.starved
    }

    /// The head's place in the ring.
    fn at(&self) -> usize {
        let at = self.head - self.lap;
        if at == self.size() { 0 } else { at }
    }

    fn size(&self) -> usize {
        self.memory.size() - self.immediate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_fill_the_slab_until_the_rest_is_not_worth_a_call() {
        let mut slab = Slab::new(Shared::new(4096));
        assert_eq!(slab.room(false, 2000), Some(1024..3024));
        slab.keep(3024);
        assert_eq!(slab.room(false, 2000), Some(3024..4048));
        slab.keep(3400);
        assert!(!slab.starved());
        assert_eq!(slab.room(false, 2000), None);
        assert!(slab.starved());
        assert_eq!(slab.room(false, 128), Some(3400..3528));
        assert_eq!(slab.room(true, 5000), Some(0..1024));
        slab.give_back(slab.mark());
        assert!(!slab.starved());
        assert_eq!(slab.room(false, 10), Some(1024..1034));
    }

    #[test]
    fn what_was_given_back_is_used_again_and_nothing_else() {
        let mut slab = Slab::new(Shared::new(4096));
        let mut kept = Vec::new();
        for _ in 0..3 {
            let room = slab.room(false, 1000).unwrap();
            slab.keep(room.end);
            kept.push((slab.mark(), room));
        }
        assert_eq!(slab.room(false, 1000), None);
        slab.give_back(kept[0].0);
        assert_eq!(slab.room(false, 1000), Some(1024..2024), "the first room, from the beginning");
        slab.keep(1524);
        assert_eq!(slab.room(false, 500), Some(1524..2024), "up to what is not given back");
        slab.keep(2024);
        assert_eq!(slab.room(false, 1), None);
        slab.give_back(kept[2].0);
        assert_eq!(slab.room(false, 3000), Some(2024..4008));
        slab.give_back(kept[1].0);
        assert_eq!(slab.room(false, 3000), Some(2024..4008), "an older mark takes nothing away");
    }

    #[test]
    fn random_rooms_never_overlap_what_is_kept() {
        let mut slab = Slab::new(Shared::new(8192));
        let mut kept: std::collections::VecDeque<(Mark, Range<usize>)> = Default::default();
        let mut random = 12345u32;
        let mut next = |below: usize| {
            random = random.wrapping_mul(1664525).wrapping_add(1013904223);
            (random >> 16) as usize % below
        };
        for _ in 0..100_000 {
            if next(3) > 0 {
                if let Some(room) = slab.room(false, 1 + next(3000)) {
                    assert!(room.start >= 2048 && room.end <= 8192 && room.start < room.end);
                    let end = room.start + 1 + next(room.len());
                    assert!(kept.iter().all(|(_, other)| end <= other.start || other.end <= room.start));
                    slab.keep(end);
                    kept.push_back((slab.mark(), room.start..end));
                }
            } else if let Some((mark, _)) = kept.pop_front() {
                slab.give_back(mark);
            }
        }
    }
}
