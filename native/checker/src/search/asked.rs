//! What is asked of a search, and what it answers.

use crate::fair::{Found, Lasso};
use crate::layout::Layout;
use crate::path::Path;
use crate::trees::{Ask, Stop};

/// What is to be explored, and how far.
#[derive(Clone)]
pub struct Setup {
    pub layout: Layout,
    pub words: usize,
    /// The pieces come in this order: moves, then what settles each of them, then obligations; then all that they call.
    pub moves: usize,
    pub settlings: usize,
    pub initial: Vec<u32>,
    /// The fair class of each label, as a bit.
    pub classes: Vec<u32>,
    pub stop_at_first: bool,
    pub states_max: usize,
    pub bytes_max: usize,
    /// Of how many walks one is audited; and what the choice follows from.
    pub audit_every: u32,
    pub seed: u32,
}

/// What the world itself says about a transition that cannot be learned.
pub struct Told {
    pub label: i32,
    pub violation: u32,
    pub witness: u32,
    pub words: Vec<u32>,
    pub facts: Vec<u32>,
}

/// Asks the world itself about a move from a state.
pub type Tell<'a> = &'a mut dyn FnMut(usize, &[u32]) -> Result<Told, Stop>;

/// Told now and then: states, edges, depth.
pub type Progress<'a> = &'a mut dyn FnMut(usize, u64, u32);

/// Whoever explores asks these.
pub struct World<'a> {
    pub ask: Ask<'a>,
    pub tell: Tell<'a>,
    pub progress: Progress<'a>,
}

/// The first transition that breaks a law.
pub struct Broken {
    pub law: u32,
    pub state: u32,
    pub label: u32,
}

/// Why an exploration has not visited every state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    None,
    States,
    Memory,
    /// The first violation was all that was asked for.
    First,
}

pub struct Explored {
    pub states: usize,
    pub edges: u64,
    pub depth: u32,
    pub limit: Limit,
    pub bytes: usize,
    pub broken: Vec<Broken>,
    /// How often the world was asked, and how many paths are known.
    pub questions: u32,
    pub paths: usize,
}

/// A transition that is to be compared with what the world itself does: all that the trees say of it.
pub struct Claim {
    pub from: Vec<u32>,
    pub label: i32,
    pub violation: u32,
    pub to: Vec<u32>,
    pub witnesses: Vec<u32>,
    pub facts: Vec<u32>,
}

/// A search over states of whatever width.
pub trait Search {
    /// All that was learned, as a world can be told that inherits it; see `path::encode`.
    fn lessons(&self) -> Vec<i32>;
    fn inherit(&mut self, paths: &[Path], differing: &[u32], alike: bool) -> Result<(), Stop>;
    fn explore(&mut self, world: World) -> Result<Explored, Stop>;
    /// How often each number of a witness was met; and the facts that were.
    fn witnesses(&self) -> &[u64];
    fn facts(&self) -> Vec<u32>;
    /// In how many states a piece says yes, and the runs in which it does so for ever.
    fn judge(&mut self, piece: usize, follow: &[bool], counted: u32, ask: Ask) -> Result<(usize, Found), Stop>;
    fn quiet(&self, follow: &[bool]) -> (usize, Option<Lasso>);
    /// Labels and states from the initial state to this one.
    fn way_to(&self, state: usize) -> Vec<u32>;
    /// The label of an edge, and where it leads.
    fn step(&self, edge: usize) -> (u32, u32);
    fn words(&self, state: usize) -> Vec<u32>;
    /// The next of the transitions to be audited, in random order, by the number of the move; or of the obligations'
    /// states, by the number of the piece.
    fn claim(&mut self, ask: Ask) -> Result<Option<(usize, Claim)>, Stop>;
    /// All states and edges in their order, as a number; whose successor a state is first is told by that order, too.
    fn digest(&self) -> u64;
}
