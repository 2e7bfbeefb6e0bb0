//! What is known of a world's pieces: of each a decision tree over the fields that it reads.
//!
//! A tree is learned from paths (see `path.rs`) and walked over packed states. Nodes lie in one array: a head, then a child
//! for each value that a field may have, or the one child of a write or a call. A child is a node (> 0), a leaf (< 0), or
//! unknown (0).

use crate::layout::Layout;
use crate::path::{Lesson, Outcome, Path};

/// What a walk answers instead of a leaf: nobody went this way before.
pub const MISS: usize = 0;
/// Or: the world has to be asked about this transition as a whole.
pub const UNPACKABLE: usize = 1;

/// Why a search ends before its time.
#[derive(Debug)]
pub enum Stop {
    /// The world threw, which whoever asked it has noted.
    WorldThrew,
    /// What was learned contradicts itself: something else than the state decides.
    Contradiction(String),
    /// A limit of this program is met, or it was told nonsense.
    Refused(String),
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Refused(why)
    }
}

/// Asks the world's code for the way of a piece from a state.
pub type Ask<'a> = &'a mut dyn FnMut(usize, &[u32]) -> Result<Vec<Lesson>, Stop>;

/// What a walk is for, as a constant so that each has code of its own.
pub mod purpose {
    /// A transition that is taken: its leaves and witnesses count.
    pub const TAKE: u8 = 0;
    /// To know what a piece would read.
    pub const PROBE: u8 = 1;
    /// To be compared with the world: all that it passes is noted.
    pub const AUDIT: u8 = 2;
}
use purpose::{PROBE, TAKE};

mod guards;
mod learn;

pub use guards::{Guard, MoveSet};

/// Fields that are written at once: `words & keep | set`.
#[derive(Clone, Copy, PartialEq)]
pub struct Write<const W: usize> {
    keep: [u32; W],
    set: [u32; W],
}

impl<const W: usize> Write<W> {
    pub const NOTHING: Self = Self { keep: [!0; W], set: [0; W] };

    fn add(&mut self, word: usize, bits: u32, value: u32) {
        self.keep[word] &= !bits;
        self.set[word] = self.set[word] & !bits | value;
    }

    /// This, and then another.
    pub fn then(&self, next: &Self) -> Self {
        let mut both = *self;
        for (w, (keep, set)) in next.keep.iter().zip(&next.set).enumerate() {
            both.keep[w] &= keep;
            both.set[w] = both.set[w] & keep | set;
        }
        both
    }

    #[inline(always)]
    pub fn apply(&self, words: &mut [u32; W]) {
        for (word, (keep, set)) in words.iter_mut().zip(self.keep.iter().zip(&self.set)) {
            *word = *word & keep | set;
        }
    }
}

/// Where a path ends.
#[derive(Clone, Copy)]
pub struct Leaf<const W: usize> {
    /// The fields that it read, as bits of the words.
    pub reads: [u32; W],
    pub outcome: Outcome,
    /// It called nothing: what it read and wrote is all there is.
    pub alone: bool,
}

/// How often a path was gone, as far as that matters.
#[derive(Clone, Copy)]
struct Visits {
    count: u8,
    /// The state from which it was gone first.
    first: u32,
}

/// Gone from two states: nothing new is to be learned of it.
const OFTEN: u8 = 2;

/// Gone in the world from which it is inherited: the first time here is from a second state.
const ELSEWHERE: u32 = u32::MAX;

/// What a node does, in the upper bits of its head; the rest says with what.
const WRITE: u32 = 1 << 30;
const CALL: u32 = 2 << 30;
const WHAT: u32 = WRITE - 1;

const WORD_BITS: u32 = 5;
const SHIFT_BITS: u32 = 5;
/// The widest state there is code for.
pub const MOST_WORDS: usize = 1 << WORD_BITS;

pub struct Trees<const W: usize> {
    layout: Layout,
    nodes: Vec<i32>,
    roots: Vec<i32>,
    writes: Vec<Write<W>>,
    leaves: Vec<Leaf<W>>,
    /// Of each leaf: all that it writes; the facts it stands on; how often it was met.
    totals: Vec<Write<W>>,
    facts: Vec<Box<[u32]>>,
    visits: Vec<Visits>,
    /// Of each piece, for who inherits: what was learned.
    paths: Vec<Vec<Path>>,
    /// How often something was learned.
    pub lessons: u32,
    /// Of the transition at hand: what was witnessed; leaves that were not met often yet.
    pub met: Vec<u32>,
    novel: Vec<u32>,
    /// Of a probe: the fields that were read, by what was called as well.
    pub read: [u32; W],
    /// Of an audit: the leaves that were passed.
    pub passed: Vec<u32>,
}

impl<const W: usize> Trees<W> {
    pub fn new(layout: Layout) -> Self {
        let nowhere = Leaf { reads: [0; W], outcome: Outcome::default(), alone: false };
        Self {
            layout,
            // Node and leaf 0 mean unknown; leaf 1 is where the world itself is asked.
            nodes: vec![0],
            roots: Vec::new(),
            writes: Vec::new(),
            leaves: vec![nowhere; 2],
            totals: vec![Write::NOTHING; 2],
            facts: vec![Box::default(); 2],
            visits: vec![Visits { count: OFTEN, first: 0 }; 2],
            paths: Vec::new(),
            lessons: 0,
            met: Vec::new(),
            novel: Vec::new(),
            read: [0; W],
            passed: Vec::new(),
        }
    }

    #[inline(always)]
    pub fn leaf(&self, leaf: usize) -> &Leaf<W> {
        &self.leaves[leaf]
    }

    #[inline(always)]
    pub fn total(&self, leaf: usize) -> &Write<W> {
        &self.totals[leaf]
    }

    /// It called nothing, has nothing to tell, and was met often.
    pub fn is_silent(&self, leaf: usize) -> bool {
        let Leaf { alone, outcome, .. } = self.leaves[leaf];
        alone && outcome.violation == 0 && outcome.witness == 0 && self.visits[leaf].count == OFTEN
    }

    pub fn facts_of(&self, leaf: usize) -> &[u32] {
        &self.facts[leaf]
    }

    /// How many paths are known.
    pub fn size(&self) -> usize {
        self.leaves.len() - 2
    }

    /// All facts on which some transition stood that was taken.
    pub fn facts_met(&self) -> impl Iterator<Item = u32> {
        let is_met = |visits: &Visits| visits.count > 0 && (visits.count == OFTEN || visits.first != ELSEWHERE);
        let met = self.visits.iter().zip(&self.facts).skip(2).filter(move |(visits, _)| is_met(visits));
        met.flat_map(|(_, facts)| facts.iter().copied())
    }

    /// Performs a piece on a state. Answers the leaf, or MISS or UNPACKABLE, after which the state means nothing.
    #[inline(always)]
    fn walk<const FOR: u8>(&mut self, piece: usize, words: &mut [u32; W], violation: &mut u32) -> usize {
        let Some(&(mut at)) = self.roots.get(piece) else { return MISS };
        while at > 0 {
            let node = at as usize;
            // SAFETY: `learn` makes all children: each is a node of the array, all of whose children are in it, one for
            // each value that the mask leaves; a word's number is below W and a write's in its list.
            unsafe {
                let head = *self.nodes.get_unchecked(node) as u32;
                if head < WRITE {
                    let word = *words.get_unchecked((head & (MOST_WORDS as u32 - 1)) as usize);
                    let shift = (head >> WORD_BITS) & 31;
                    let value = (word >> shift) & (head >> (WORD_BITS + SHIFT_BITS));
                    at = *self.nodes.get_unchecked(node + 1 + value as usize);
                    continue;
                }
                if head < CALL {
                    self.writes.get_unchecked((head & WHAT) as usize).apply(words);
                } else {
                    let leaf = self.call::<FOR>((head & WHAT) as usize, words, violation);
                    if leaf <= UNPACKABLE {
                        return leaf;
                    }
                }
                at = *self.nodes.get_unchecked(node + 1);
            }
        }
        let leaf = -at as usize;
        if leaf > UNPACKABLE {
            self.arrive::<FOR>(leaf, violation);
        }
        leaf
    }

    /// A piece within another; apart from `walk`, so that the outer one can be inlined.
    #[inline(never)]
    fn call<const FOR: u8>(&mut self, piece: usize, words: &mut [u32; W], violation: &mut u32) -> usize {
        self.walk::<FOR>(piece, words, violation)
    }

    /// Takes note of a leaf. The first law that is broken counts.
    #[inline(always)]
    pub fn arrive<const FOR: u8>(&mut self, leaf: usize, violation: &mut u32) {
        // SAFETY: leaves, and what is kept of each, are in `learn`'s lists.
        let (known, visits) = unsafe { (self.leaves.get_unchecked(leaf), self.visits.get_unchecked(leaf)) };
        if *violation == 0 {
            *violation = known.outcome.violation;
        }
        match FOR {
            PROBE => {
                for (all, one) in self.read.iter_mut().zip(&known.reads) {
                    *all |= one;
                }
            }
            TAKE => {
                if known.outcome.witness != 0 {
                    self.met.push(known.outcome.witness);
                }
                if visits.count < OFTEN {
                    self.novel.push(leaf as u32);
                }
            }
            _ => {
                self.passed.push(leaf as u32);
                if known.outcome.witness != 0 {
                    self.met.push(known.outcome.witness);
                }
            }
        }
    }

    /// Performs a piece on a state, and asks the world for what is not known.
    #[inline(always)]
    pub fn perform<const FOR: u8>(
        &mut self,
        piece: usize,
        words: &mut [u32; W],
        violation: &mut u32,
        ask: Ask,
    ) -> Result<usize, Stop> {
        let (from, broken) = (*words, *violation);
        let (met, novel, passed, read) = (self.met.len(), self.novel.len(), self.passed.len(), self.read);
        let leaf = self.walk::<FOR>(piece, words, violation);
        if leaf != MISS {
            return Ok(leaf);
        }
        self.study(piece, &from, ask)?;
        self.met.truncate(met);
        self.novel.truncate(novel);
        self.passed.truncate(passed);
        (*words, *violation, self.read) = (from, broken, read);
        match self.walk::<FOR>(piece, words, violation) {
            MISS => Err(Stop::Contradiction(format!("what was told of piece {piece} does not lead to its end"))),
            leaf => Ok(leaf),
        }
    }

    #[cold]
    fn study(&mut self, piece: usize, from: &[u32; W], ask: Ask) -> Result<(), Stop> {
        for lesson in ask(piece, from)? {
            match lesson {
                Lesson::Path(path) => {
                    if self.learn(&path)? {
                        self.paths[path.piece].push(path);
                    }
                }
                Lesson::Forget { piece } => self.forget(piece),
            }
        }
        self.lessons += 1;
        Ok(())
    }

    /// The transition at hand, from a state, is complete. Answers whether one of its paths was gone from a second state.
    #[inline(always)]
    pub fn commit(&mut self, state: u32) -> bool {
        !self.novel.is_empty() && self.note_novel(state)
    }

    #[cold]
    fn note_novel(&mut self, state: u32) -> bool {
        let mut second = false;
        for leaf in self.novel.drain(..) {
            let visits = &mut self.visits[leaf as usize];
            if visits.count == 0 {
                *visits = Visits { count: 1, first: state };
            } else if visits.count == 1 && visits.first != state {
                visits.count = OFTEN;
                second = true;
            }
        }
        second
    }
}
