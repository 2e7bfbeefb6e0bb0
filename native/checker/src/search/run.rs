//! What a search over states of one width has found so far.

use super::{Limit, Setup};
use crate::fair::Flawed;
use crate::graph::Graph;
use crate::random::Random;
use crate::states::States;
use crate::trees::Trees;

/// What Tarjan's search and its kin hold, a state.
const LIVENESS_BYTES: usize = 25;

pub struct Run<const W: usize> {
    pub(super) setup: Setup,
    pub(super) initial: [u32; W],
    pub(super) trees: Trees<W>,
    pub(super) states: States<W>,
    pub(super) parents: Vec<u32>,
    pub(super) graph: Graph,
    pub(super) flawed: Flawed,
    pub(super) witnesses: Vec<u64>,
    /// Facts that were told by the world itself.
    pub(super) told_facts: Vec<u32>,
    /// States and pieces to be audited.
    pub(super) audits: Vec<(u32, u32)>,
    pub(super) shuffled: bool,
    pub(super) random: Random,
    pub(super) until_audit: u32,
}

impl<const W: usize> Run<W> {
    pub fn new(setup: Setup) -> Result<Self, String> {
        if setup.layout.places.iter().any(|place| place.word >= W || place.mask > 255) {
            return Err("a field outside of the words".into());
        }
        let mut initial = [0; W];
        initial[..setup.words].copy_from_slice(&setup.initial);
        let mut random = Random::new(setup.seed);
        let until_audit = random.below(2 * setup.audit_every.max(1));
        Ok(Self {
            initial,
            trees: Trees::new(setup.layout.clone()),
            states: States::new(),
            parents: Vec::new(),
            graph: Graph::new(setup.classes.len()),
            flawed: Flawed::default(),
            witnesses: Vec::new(),
            told_facts: Vec::new(),
            audits: Vec::new(),
            shuffled: false,
            random,
            until_audit,
            setup,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        self.states.bytes() + size_of_val(&self.parents[..]) + self.graph.bytes() + size_of_val(&self.audits[..])
    }

    pub(super) fn witness(&mut self, number: u32, times: u64) {
        let number = number as usize;
        if self.witnesses.len() <= number {
            self.witnesses.resize(number + 1, 0);
        }
        self.witnesses[number] += times;
    }

    /// The transition is complete: what it met counts.
    #[inline(always)]
    pub(super) fn commit(&mut self, state: usize, piece: usize) {
        if self.trees.commit(state as u32) {
            self.audits.push((state as u32, piece as u32));
        }
        while let Some(number) = self.trees.met.pop() {
            self.witness(number, 1);
        }
    }

    pub(super) fn limit(&self) -> Limit {
        // What liveness needs on top of what is held comes when all states are there.
        let bytes = self.bytes() + self.states.len() * LIVENESS_BYTES;
        match () {
            () if self.states.len() > self.setup.states_max => Limit::States,
            () if bytes > self.setup.bytes_max => Limit::Memory,
            () => Limit::None,
        }
    }
}
