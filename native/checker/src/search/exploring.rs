//! What is asked of a search, answered.

use super::run::Run;
use super::settling::{Next, Settled, Settlement};
use super::{Broken, Claim, Explored, Limit, Search, Setup, World};
use crate::fair::{Found, Lasso, Pending, quiet};
use crate::graph::{Bits, Part};
use crate::path::{Path, encode};
use crate::states::States;
use crate::trees::purpose::TAKE;
use crate::trees::{Ask, Guard, MISS, MoveSet, Stop, UNPACKABLE, Write};

const PROGRESS_EVERY: usize = 1 << 16;

/// How often it is looked which paths have become well known, in states.
const GUARDS_EVERY: usize = 1 << 12;

/// How often it is looked whether there is memory for more, in states.
const LIMITS_EVERY: usize = 1 << 10;

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
