//! One transition: a move, and what settles the state behind it.

use super::World;
use super::run::Run;
use crate::path::NOT_NOW;
use crate::states::States;
use crate::trees::purpose::{PROBE, TAKE};
use crate::trees::{Ask, Stop, UNPACKABLE, Write};

/// A successor that was found and not added yet.
#[derive(Clone, Copy)]
pub(super) struct Next<const W: usize> {
    pub(super) words: [u32; W],
    pub(super) hash: u32,
    pub(super) label: u32,
    pub(super) violation: u32,
}

/// A settling of the state that is expanded: where it ended, and what it went by. Where a move changed none of that, the
/// settling after it is the same.
#[derive(Clone, Copy)]
pub(super) struct Settled<const W: usize> {
    pub(super) before: [u32; W],
    pub(super) reads: [u32; W],
    pub(super) leaf: usize,
}

/// All settlings of the state that is expanded.
pub(super) struct Settlement<const W: usize> {
    pub(super) each: Vec<Settled<W>>,
    /// What any of them reads, and all that they write.
    pub(super) reads: [u32; W],
    pub(super) total: Write<W>,
    /// They have nothing to tell, and were met often: after a move that changed nothing of what they read they are done at
    /// once.
    pub(super) silent: bool,
}

impl<const W: usize> Run<W> {
    /// Settles the state that is expanded, to know of each settling what it reads.
    pub(super) fn probe(&mut self, from: &[u32; W], settlement: &mut Settlement<W>, ask: Ask) -> Result<(), Stop> {
        let mut words = *from;
        settlement.reads = [0; W];
        settlement.total = Write::NOTHING;
        settlement.silent = true;
        for (i, known) in settlement.each.iter_mut().enumerate() {
            let (before, mut none) = (words, 0);
            self.trees.read = [0; W];
            let leaf = self.trees.perform::<PROBE>(self.setup.moves + i, &mut words, &mut none, ask)?;
            if leaf == UNPACKABLE {
                words = before;
            }
            *known = Settled { before, reads: self.trees.read, leaf };
            settlement.reads.iter_mut().zip(&known.reads).for_each(|(all, one)| *all |= one);
            settlement.total = settlement.total.then(self.trees.total(leaf));
            settlement.silent &= self.trees.is_silent(leaf);
        }
        Ok(())
    }

    /// Makes a move and settles it. None if the move is not possible.
    #[inline(always)]
    pub(super) fn transition(
        &mut self,
        state: usize,
        from: &[u32; W],
        piece: usize,
        settlement: &Settlement<W>,
        world: &mut World,
    ) -> Result<Option<Next<W>>, Stop> {
        let (mut words, mut violation) = (*from, 0);
        let leaf = self.trees.perform::<TAKE>(piece, &mut words, &mut violation, world.ask)?;
        if leaf == UNPACKABLE {
            return self.told(state, piece, world);
        }
        let label = self.trees.leaf(leaf).outcome.label;
        if label == NOT_NOW {
            self.commit(state, piece);
            return Ok(None);
        }
        if settlement.silent && are_alike(&words, from, &settlement.reads) {
            settlement.total.apply(&mut words);
        } else if !self.settle(&mut words, &mut violation, settlement, world.ask)? {
            return self.told(state, piece, world);
        }
        self.commit(state, piece);
        let hash = States::hash(&words);
        self.states.prefetch_index(hash);
        Ok(Some(Next { words, hash, label: label as u32, violation }))
    }

    /// Settles a state after a move, one settling after the other. False if the world has to be asked instead.
    fn settle(
        &mut self,
        words: &mut [u32; W],
        violation: &mut u32,
        settlement: &Settlement<W>,
        ask: Ask,
    ) -> Result<bool, Stop> {
        for (i, known) in settlement.each.iter().enumerate() {
            if self.trees.leaf(known.leaf).alone && are_alike(words, &known.before, &known.reads) {
                self.trees.arrive::<TAKE>(known.leaf, violation);
                self.trees.total(known.leaf).apply(words);
            } else if self.trees.perform::<TAKE>(self.setup.moves + i, words, violation, ask)? == UNPACKABLE {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The transition as the world itself makes it.
    #[cold]
    fn told(&mut self, state: usize, piece: usize, world: &mut World) -> Result<Option<Next<W>>, Stop> {
        self.trees.met.clear();
        self.trees.commit(state as u32);
        let from = self.states.get(state);
        let told = (world.tell)(piece, &from[..self.setup.words])?;
        self.told_facts.extend(told.facts);
        self.told_facts.sort_unstable();
        self.told_facts.dedup();
        self.witness(told.witness, 1);
        let mut words = [0; W];
        words[..self.setup.words].copy_from_slice(&told.words);
        let (label, violation) = (told.label as u32, told.violation);
        Ok((told.label != NOT_NOW).then(|| Next { words, hash: States::hash(&words), label, violation }))
    }
}

/// Whether two states have the same values in these fields.
#[inline(always)]
fn are_alike<const W: usize>(one: &[u32; W], other: &[u32; W], fields: &[u32; W]) -> bool {
    one.iter().zip(other).zip(fields).fold(0, |all, ((one, other), field)| all | (one ^ other) & field) == 0
}
