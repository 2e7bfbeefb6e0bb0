//! The set of states seen so far, numbered in the order of their discovery.

/// How full the index may be before it grows, in tenths: open addressing degrades beyond it.
const LOAD: usize = 6;

/// Packed states lie one after the other; the index holds nothing but 1 + their numbers, 0 where there is none.
pub struct States<const W: usize> {
    packed: Vec<[u32; W]>,
    index: Vec<u32>,
}

impl<const W: usize> States<W> {
    pub fn new() -> Self {
        Self { packed: Vec::new(), index: vec![0; 1 << 10] }
    }

    pub fn len(&self) -> usize {
        self.packed.len()
    }

    #[inline(always)]
    pub fn get(&self, state: usize) -> [u32; W] {
        self.packed[state]
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u32; W]> {
        self.packed.iter()
    }

    /// Bytes that hold something, the index included.
    pub fn bytes(&self) -> usize {
        size_of_val(&self.packed[..]) + size_of_val(&self.index[..])
    }

    /// No more states come: what is only needed to find known ones goes.
    pub fn close(&mut self) {
        self.index = Vec::new();
    }

    #[inline(always)]
    pub fn hash(words: &[u32; W]) -> u32 {
        let mut hash: u32 = 0x2545_f491;
        for word in words {
            hash = (hash ^ word).wrapping_mul(0x9e37_79b1);
            hash ^= hash >> 15;
        }
        hash = hash.wrapping_mul(0x85eb_ca6b);
        hash ^ (hash >> 13)
    }

    /// Has the processor fetch where this hash is looked up; the look-up comes a little later.
    #[inline(always)]
    pub fn prefetch_index(&self, hash: u32) {
        prefetch(&self.index[hash as usize & (self.index.len() - 1)]);
    }

    /// The same for the state that may be there.
    #[inline(always)]
    pub fn prefetch_state(&self, hash: u32) {
        let entry = self.index[hash as usize & (self.index.len() - 1)];
        if entry != 0 {
            prefetch(&self.packed[entry as usize - 1]);
        }
    }

    /// The number of a state with this hash, and whether it is new.
    #[inline(always)]
    pub fn add(&mut self, words: &[u32; W], hash: u32) -> (u32, bool) {
        let mask = self.index.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let entry = self.index[at];
            if entry == 0 {
                break;
            }
            if self.packed[entry as usize - 1] == *words {
                return (entry - 1, false);
            }
            at = (at + 1) & mask;
        }
        let state = self.packed.len() as u32;
        self.index[at] = state + 1;
        self.packed.push(*words);
        if self.packed.len() * 10 > self.index.len() * LOAD {
            self.grow();
        }
        (state, true)
    }

    /// In place of the old index: both at a time would be the peak of all.
    #[cold]
    fn grow(&mut self) {
        let size = self.index.len() * 2;
        self.index = Vec::new();
        self.index = vec![0; size];
        for (state, words) in self.packed.iter().enumerate() {
            let mut at = Self::hash(words) as usize & (size - 1);
            while self.index[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.index[at] = state as u32 + 1;
        }
    }
}

#[inline(always)]
fn prefetch<T>(what: &T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch of any address is allowed; this one is a reference's.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(what).cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = what;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_one_number_however_many_there_are() {
        let mut states = States::<2>::new();
        for round in 0..2 {
            for i in 0..5000u32 {
                let words = [i, i.wrapping_mul(i)];
                assert_eq!(states.add(&words, States::hash(&words)), (i, round == 0));
            }
        }
        assert_eq!(states.get(77), [77, 77 * 77]);
    }
}
