//! The search itself, over states of one width.

use super::{Broken, Claim, Explored, Limit, Search, Setup, World};
use crate::fair::{Flawed, Found, Lasso, Pending, quiet};
use crate::graph::{Bits, Graph, Part};
use crate::path::{NOT_NOW, Path, encode};
use crate::random::Random;
use crate::states::States;
use crate::trees::purpose::{PROBE, TAKE};
use crate::trees::{Ask, Guard, MISS, MoveSet, Stop, Trees, UNPACKABLE, Write};

const PROGRESS_EVERY: usize = 1 << 16;

/// How often it is looked which paths have become well known, in states.
const GUARDS_EVERY: usize = 1 << 12;

/// How often it is looked whether there is memory for more, in states.
const LIMITS_EVERY: usize = 1 << 10;

/// What Tarjan's search and its kin hold, a state.
const LIVENESS_BYTES: usize = 25;

/// A successor that was found and not added yet.
#[derive(Clone, Copy)]
struct Next<const W: usize> {
    words: [u32; W],
    hash: u32,
    label: u32,
    violation: u32,
}

/// A settling of the state that is expanded: where it ended, and what it went by. Where a move changed none of that, the
/// settling after it is the same.
#[derive(Clone, Copy)]
struct Settled<const W: usize> {
    before: [u32; W],
    reads: [u32; W],
    leaf: usize,
}

/// All settlings of the state that is expanded.
struct Settlement<const W: usize> {
    each: Vec<Settled<W>>,
    /// What any of them reads, and all that they write.
    reads: [u32; W],
    total: Write<W>,
    /// They have nothing to tell, and were met often: after a move that changed nothing of what they read they are done at
    /// once.
    silent: bool,
}

pub struct Run<const W: usize> {
    pub(super) setup: Setup,
    initial: [u32; W],
    pub(super) trees: Trees<W>,
    pub(super) states: States<W>,
    parents: Vec<u32>,
    graph: Graph,
    flawed: Flawed,
    witnesses: Vec<u64>,
    /// Facts that were told by the world itself.
    told_facts: Vec<u32>,
    /// States and pieces to be audited.
    pub(super) audits: Vec<(u32, u32)>,
    shuffled: bool,
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

    fn bytes(&self) -> usize {
        self.states.bytes() + size_of_val(&self.parents[..]) + self.graph.bytes() + size_of_val(&self.audits[..])
    }

    fn witness(&mut self, number: u32, times: u64) {
        let number = number as usize;
        if self.witnesses.len() <= number {
            self.witnesses.resize(number + 1, 0);
        }
        self.witnesses[number] += times;
    }

    /// The transition is complete: what it met counts.
    #[inline(always)]
    fn commit(&mut self, state: usize, piece: usize) {
        if self.trees.commit(state as u32) {
            self.audits.push((state as u32, piece as u32));
        }
        while let Some(number) = self.trees.met.pop() {
            self.witness(number, 1);
        }
    }

    /// Settles the state that is expanded, to know of each settling what it reads.
    fn probe(&mut self, from: &[u32; W], settlement: &mut Settlement<W>, ask: Ask) -> Result<(), Stop> {
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
    fn transition(
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

    fn limit(&self) -> Limit {
        // What liveness needs on top of what is held comes when all states are there.
        let bytes = self.bytes() + self.states.len() * LIVENESS_BYTES;
        match () {
            () if self.states.len() > self.setup.states_max => Limit::States,
            () if bytes > self.setup.bytes_max => Limit::Memory,
            () => Limit::None,
        }
    }
}

/// Whether two states have the same values in these fields.
#[inline(always)]
fn are_alike<const W: usize>(one: &[u32; W], other: &[u32; W], fields: &[u32; W]) -> bool {
    one.iter().zip(other).zip(fields).fold(0, |all, ((one, other), field)| all | (one ^ other) & field) == 0
}

impl<const W: usize> Search for Run<W> {
    fn lessons(&self) -> Vec<i32> {
        encode(self.trees.paths())
    }

    fn inherit(&mut self, paths: &[Path], differing: &[u32], alike: bool) -> Result<(), Stop> {
        self.trees.inherit(paths, differing, alike)
    }

    fn explore(&mut self, mut world: World) -> Result<Explored, Stop> {
        let Setup { moves, settlings, stop_at_first, .. } = self.setup;
        let nothing = Settled { before: [0; W], reads: [0; W], leaf: MISS };
        let each = vec![nothing; settlings];
        let mut settlement = Settlement { each, reads: [0; W], total: Write::NOTHING, silent: false };
        let mut found: Vec<Next<W>> = Vec::with_capacity(moves);
        let all = MoveSet::all(moves);
        let mut alive = all.clone();
        let mut guards: Vec<Guard> = Vec::new();
        let mut broken: Vec<Broken> = Vec::new();
        let (mut current, mut level_end) = (0, 1);
        let (mut edges, mut depth) = (0u64, 0);
        let mut limit = Limit::None;

        let initial = self.initial;
        self.states.add(&initial, States::hash(&initial));
        self.parents.push(0);
        while current < self.states.len() {
            if current == level_end {
                depth += 1;
                level_end = self.states.len();
            }
            if current % PROGRESS_EVERY == 0 {
                (world.progress)(self.states.len(), edges, depth);
            }
            if current % GUARDS_EVERY == 0 || current.is_power_of_two() {
                guards = self.trees.guards(moves);
            }
            let from = self.states.get(current);
            self.probe(&from, &mut settlement, world.ask)?;
            alive.copy_from(&all);
            for guard in &guards {
                guard.exclude(&from, &mut alive);
            }
            found.clear();
            while let Some(piece) = alive.take() {
                if let Some(next) = self.transition(current, &from, piece, &settlement, &mut world)? {
                    found.push(next);
                }
            }
            self.choose_audit(current);
            edges += found.len() as u64;
            for next in &found {
                self.states.prefetch_state(next.hash);
            }
            self.graph.begin()?;
            for next in &found {
                if next.violation != 0 {
                    let law = next.violation - 1;
                    let class = self.setup.classes.get(next.label as usize).copied().unwrap_or(0);
                    self.flawed.add(current as u32, class);
                    if !broken.iter().any(|known| known.law == law) {
                        broken.push(Broken { law, state: current as u32, label: next.label });
                    }
                    continue;
                }
                let (state, is_new) = self.states.add(&next.words, next.hash);
                if is_new {
                    self.parents.push(current as u32);
                }
                self.graph.add(next.label, state);
            }
            current += 1;
            if stop_at_first && !broken.is_empty() {
                limit = Limit::First;
            } else if self.states.len() > self.setup.states_max || current % LIMITS_EVERY == 0 {
                limit = self.limit();
            }
            if limit != Limit::None {
                break;
            }
        }
        if current == self.states.len() {
            limit = Limit::None;
        }
        let bytes = self.bytes();
        self.states.close();
        // States at the edge of an incomplete search have no edges.
        while self.graph.rows() <= self.states.len() {
            self.graph.begin()?;
        }
        Ok(Explored {
            states: self.states.len(),
            edges,
            depth,
            limit,
            bytes,
            broken,
            questions: self.trees.lessons,
            paths: self.trees.size(),
        })
    }

    fn witnesses(&self) -> &[u64] {
        &self.witnesses
    }

    fn facts(&self) -> Vec<u32> {
        let mut facts: Vec<u32> = self.trees.facts_met().chain(self.told_facts.iter().copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    fn judge(&mut self, piece: usize, follow: &[bool], counted: u32, ask: Ask) -> Result<(usize, Found), Stop> {
        let mut within = Bits::none(self.states.len());
        let mut pending = 0;
        let mut until_audit = self.random.below(2 * self.setup.audit_every.max(1));
        for state in 0..self.states.len() {
            let (mut words, mut none) = (self.states.get(state), 0);
            let leaf = self.trees.perform::<TAKE>(piece, &mut words, &mut none, ask)?;
            if leaf == UNPACKABLE {
                return Err(Stop::Refused(format!("obligation {piece} does not only look at the state")));
            }
            if self.trees.leaf(leaf).outcome.label == 1 {
                within.add(state);
                pending += 1;
            }
            let again = self.trees.commit(state as u32);
            if again || until_audit == 0 {
                self.audits.push((state as u32, piece as u32));
            }
            until_audit = match until_audit {
                0 => self.random.below(2 * self.setup.audit_every.max(1)),
                left => left - 1,
            };
        }
        if pending == 0 {
            return Ok((0, Found::default()));
        }
        let part = Part { graph: &self.graph, within: &within, follow };
        Ok((pending, Pending { part, flawed: &self.flawed, classes: &self.setup.classes, counted }.find()))
    }

    fn quiet(&self, follow: &[bool]) -> (usize, Option<Lasso>) {
        quiet(&self.graph, follow)
    }

    fn way_to(&self, state: usize) -> Vec<u32> {
        let mut way = Vec::new();
        let mut at = state;
        while at != 0 {
            let parent = self.parents[at] as usize;
            let edge = self.graph.edges(parent).find(|&edge| self.graph.target(edge) == at).expect("a parent's edge");
            way.extend([at as u32, self.graph.label(edge) as u32]);
            at = parent;
        }
        way.reverse();
        way
    }

    fn step(&self, edge: usize) -> (u32, u32) {
        (self.graph.label(edge) as u32, self.graph.target(edge) as u32)
    }

    fn words(&self, state: usize) -> Vec<u32> {
        self.states.get(state)[..self.setup.words].to_vec()
    }

    fn claim(&mut self, ask: Ask) -> Result<Option<(usize, Claim)>, Stop> {
        if !self.shuffled {
            let mut audits = std::mem::take(&mut self.audits);
            self.random.shuffle(&mut audits);
            self.audits = audits;
            self.shuffled = true;
        }
        while let Some((state, piece)) = self.audits.pop() {
            if let Some(claim) = self.claim_of(state, piece as usize, ask)? {
                return Ok(Some((piece as usize, claim)));
            }
        }
        Ok(None)
    }

    fn digest(&self) -> u64 {
        // FNV-1a, a word at a time, twice side by side with primes of their own.
        let mut digest = [0x811c_9dc5_u32, 0x9747_b28c];
        let mut eat = |word: u32| {
            digest[0] = (digest[0] ^ word).wrapping_mul(0x0100_0193);
            digest[1] = (digest[1] ^ word.rotate_left(16)).wrapping_mul(0x85eb_ca6b);
        };
        for words in self.states.iter() {
            words[..self.setup.words].iter().for_each(|&word| eat(word));
        }
        for state in 0..self.states.len() {
            for edge in self.graph.edges(state) {
                eat(self.graph.target(edge) as u32 ^ (self.graph.label(edge) as u32).wrapping_mul(0x9e37_79b1));
            }
            eat(u32::MAX);
        }
        u64::from(digest[0]) << 32 | u64::from(digest[1])
    }
}
