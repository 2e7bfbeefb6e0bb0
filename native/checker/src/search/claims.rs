//! What is audited: transitions of which the trees' word is not taken, and what they say of them.

use super::Claim;
use super::run::Run;
use crate::path::NOT_NOW;
use crate::trees::purpose::AUDIT;
use crate::trees::{Ask, Stop, UNPACKABLE};

impl<const W: usize> Run<W> {
    /// Now and then a walk is chosen, whatever came of it.
    #[inline(always)]
    pub(super) fn choose_audit(&mut self, state: usize) {
        let moves = self.setup.moves as u32;
        if self.until_audit >= moves {
            self.until_audit -= moves;
            return;
        }
        self.audits.push((state as u32, self.until_audit));
        self.until_audit = self.random.below(2 * self.setup.audit_every.max(1)).max(moves);
    }

    pub(super) fn claim_of(&mut self, state: u32, piece: usize, ask: Ask) -> Result<Option<Claim>, Stop> {
        let from = self.states.get(state as usize);
        let (mut words, mut violation) = (from, 0);
        self.trees.met.clear();
        self.trees.passed.clear();
        let mut pieces = vec![piece];
        let is_move = piece < self.setup.moves;
        let mut label = NOT_NOW;
        while let Some(next) = pieces.pop() {
            // What is known may have become void since, and been learned anew for other states.
            match self.trees.perform::<AUDIT>(next, &mut words, &mut violation, ask)? {
                UNPACKABLE => return Ok(None),
                leaf if next == piece => {
                    label = self.trees.leaf(leaf).outcome.label;
                    if is_move && label != NOT_NOW {
                        pieces.extend((0..self.setup.settlings).rev().map(|i| self.setup.moves + i));
                    }
                }
                _ => {}
            }
        }
        let mut facts: Vec<u32> = Vec::new();
        for &leaf in &self.trees.passed {
            facts.extend(self.trees.facts_of(leaf as usize));
        }
        facts.sort_unstable();
        facts.dedup();
        let width = self.setup.words;
        let (from, to) = (from[..width].to_vec(), words[..width].to_vec());
        Ok(Some(Claim { from, label, violation, to, witnesses: self.trees.met.split_off(0), facts }))
    }
}
