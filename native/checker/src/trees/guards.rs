//! Moves that need not be tried in a state, as one of its fields tells.

use super::{MOST_WORDS, OFTEN, SHIFT_BITS, Trees, UNPACKABLE, WORD_BITS, WRITE};
use crate::path::{NOT_NOW, Outcome};

impl<const W: usize> Trees<W> {
    /// Moves that one field tells to be impossible. Only what was seen often enough is relied upon.
    pub fn guards(&self, moves: usize) -> Vec<Guard> {
        let mut guards: Vec<Guard> = Vec::new();
        for (piece, &root) in self.roots.iter().enumerate().take(moves) {
            let Some(head) = (root > 0).then(|| self.nodes[root as usize] as u32).filter(|&head| head < WRITE) else {
                continue;
            };
            let (word, shift) = ((head as usize) & (MOST_WORDS - 1), (head >> WORD_BITS) & 31);
            let mask = head >> (WORD_BITS + SHIFT_BITS);
            let known = guards.iter().position(|guard| guard.word == word && guard.shift == shift);
            let guard = known.unwrap_or_else(|| {
                let dead = vec![MoveSet::none(moves); mask as usize + 1];
                guards.push(Guard { word, shift, mask, dead });
                guards.len() - 1
            });
            for value in 0..=mask as usize {
                let child = self.nodes[root as usize + 1 + value];
                if child < -(UNPACKABLE as i32) && self.is_idle(-child as usize) {
                    guards[guard].dead[value].add(piece);
                }
            }
        }
        guards
    }

    /// Nothing comes of this leaf, and it was met often.
    fn is_idle(&self, leaf: usize) -> bool {
        let Outcome { label, violation, witness } = self.leaves[leaf].outcome;
        label == NOT_NOW && violation == 0 && witness == 0 && self.visits[leaf].count == OFTEN
    }
}

/// A field whose value tells of some moves that they are not possible.
pub struct Guard {
    word: usize,
    shift: u32,
    mask: u32,
    dead: Vec<MoveSet>,
}

impl Guard {
    #[inline(always)]
    pub fn exclude<const W: usize>(&self, words: &[u32; W], from: &mut MoveSet) {
        let value = (words[self.word] >> self.shift) & self.mask;
        for (all, dead) in from.0.iter_mut().zip(&self.dead[value as usize].0) {
            *all &= !dead;
        }
    }
}

/// A set of moves, however many there are.
#[derive(Clone)]
pub struct MoveSet(Vec<u64>);

impl MoveSet {
    pub fn none(moves: usize) -> Self {
        Self(vec![0; moves.div_ceil(64)])
    }

    pub fn all(moves: usize) -> Self {
        let mut set = Self::none(moves);
        for piece in 0..moves {
            set.add(piece);
        }
        set
    }

    fn add(&mut self, piece: usize) {
        self.0[piece / 64] |= 1 << (piece % 64);
    }

    #[inline(always)]
    pub fn copy_from(&mut self, other: &Self) {
        self.0.copy_from_slice(&other.0);
    }

    /// Takes out the lowest.
    #[inline(always)]
    pub fn take(&mut self) -> Option<usize> {
        let (at, bits) = self.0.iter_mut().enumerate().find(|(_, bits)| **bits != 0)?;
        let bit = bits.trailing_zeros() as usize;
        *bits &= *bits - 1;
        Some(at * 64 + bit)
    }
}
