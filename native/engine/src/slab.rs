//! Where received bytes and addresses stand until JavaScript has taken them.
//!
//! The first part is for an operation that settles inside the call that starts it: JavaScript reads it before it calls
//! again. The rest fills up during a turn and is empty again when the turn's batch has been delivered.

use crate::shm::Shared;
use std::ops::Range;

const IMMEDIATE: usize = 256 * 1024;

pub struct Slab {
    memory: Shared,
    immediate: usize,
    used: usize,
}

impl Slab {
    /// The least that lets every operation make progress: an address fits in a quarter of either part.
    pub const MIN_BYTES: usize = 4096;

    pub fn new(memory: Shared) -> Self {
        let immediate = IMMEDIATE.min(memory.size() / 4);
        Self { memory, immediate, used: immediate }
    }

    /// Where up to `wanted` bytes can go. None if what is left is too little to be worth a system call.
    pub fn room(&self, immediate: bool, wanted: usize) -> Option<Range<usize>> {
        if immediate {
            return Some(0..wanted.min(self.immediate));
        }
        let left = self.memory.size() - self.used;
        let worth = wanted.min((self.memory.size() - self.immediate) / 4);
        (left >= worth).then(|| self.used..self.used + wanted.min(left))
    }

    pub fn bytes(&mut self, range: Range<usize>) -> &mut [u8] {
        self.memory.bytes(range)
    }

    /// Bytes up to here are part of the batch.
    pub fn keep(&mut self, end: usize) {
        self.used = self.used.max(end);
    }

    /// The batch has been delivered.
    pub fn clear(&mut self) {
        self.used = self.immediate;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_fills_the_slab_until_the_rest_is_not_worth_a_call() {
        let mut slab = Slab::new(Shared::new(4096));
        assert_eq!(slab.room(false, 2000), Some(1024..3024));
        slab.keep(3024);
        assert_eq!(slab.room(false, 2000), Some(3024..4096));
        slab.keep(3400);
        assert_eq!(slab.room(false, 2000), None);
        assert_eq!(slab.room(false, 128), Some(3400..3528));
        assert_eq!(slab.room(true, 5000), Some(0..1024));
        slab.clear();
        assert_eq!(slab.room(false, 10), Some(1024..1034));
    }
}
