//! What JavaScript sees of a search; see model/checker/learned.

use napi::bindgen_prelude::*;
use napi_derive::napi;

use crate::fair::Lasso;
use crate::layout::{Layout, Place};
use crate::path::{Lesson, Path, decode};
use crate::search::{Claim, Explored, Limit, Search, Setup, Told, World, make};
use crate::trees::Stop;

/// What is to be explored; see `search::Setup`.
#[napi(object)]
pub struct SearchSetup {
    /// Of each field: word, shift, mask and size.
    pub places: Vec<u32>,
    pub words: u32,
    pub moves: u32,
    pub settlings: u32,
    pub initial: Vec<u32>,
    pub classes: Vec<u32>,
    pub stop_at_first: bool,
    pub states_max: u32,
    pub bytes_max: f64,
    pub audit_every: u32,
    pub seed: u32,
}

#[napi(object)]
pub struct SearchResult {
    pub states: u32,
    pub edges: f64,
    pub depth: u32,
    /// Null if all states were visited, else what ended the search: `states`, `memory` or `first`.
    pub limit: Option<String>,
    pub bytes: f64,
    /// Of each law that is broken: its number, the state and the label of the first transition that breaks it.
    pub broken: Vec<u32>,
    pub questions: u32,
    pub paths: u32,
}

#[napi(object)]
pub struct RunWithoutEnd {
    pub entry: u32,
    /// The labels and states of its cycle.
    pub cycle: Vec<u32>,
}

#[napi(object)]
pub struct Judgement {
    pub pending: u32,
    pub turning: Option<RunWithoutEnd>,
    /// The nearest state in which everything stands still.
    pub still: Option<u32>,
}

#[napi(object)]
pub struct Quietness {
    pub steps: f64,
    pub turning: Option<RunWithoutEnd>,
}

/// Answers numbers about a piece from a state; none if the world threw.
type Question<'a> = Function<'a, FnArgs<(u32, Uint32Array)>, Int32Array>;
type OnProgress<'a> = Function<'a, FnArgs<(u32, f64, u32)>, ()>;

fn put(question: &Question, piece: usize, words: &[u32]) -> std::result::Result<Int32Array, Stop> {
    let answer = question.call((piece as u32, Uint32Array::new(words.to_vec())).into());
    let answer = answer.map_err(|error| Stop::Refused(error.to_string()))?;
    if answer.is_empty() { Err(Stop::WorldThrew) } else { Ok(answer) }
}

fn asker<'a>(question: &'a Question<'a>) -> impl FnMut(usize, &[u32]) -> std::result::Result<Vec<Lesson>, Stop> + 'a {
    move |piece, words| Ok(decode(&put(question, piece, words)?)?)
}

fn teller<'a>(question: &'a Question<'a>) -> impl FnMut(usize, &[u32]) -> std::result::Result<Told, Stop> + 'a {
    move |piece, words| {
        let answer = put(question, piece, words)?;
        let [label, violation, witness, rest @ ..] = &answer[..] else {
            return Err(Stop::Refused("the world's answer is cut off".into()));
        };
        let (after, facts) =
            rest.split_at_checked(words.len()).ok_or_else(|| "the world's answer is cut off".to_string())?;
        let unsigned = |numbers: &[i32]| numbers.iter().map(|&number| number as u32).collect();
        Ok(Told {
            label: *label,
            violation: *violation as u32,
            witness: *witness as u32,
            words: unsigned(after),
            facts: unsigned(facts),
        })
    }
}

/// What an error says as its `code`.
pub enum Code {
    WorldThrew,
    Contradiction,
    Refused,
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        match self {
            Self::WorldThrew => "WORLD_THREW",
            Self::Contradiction => "CONTRADICTION",
            Self::Refused => "REFUSED",
        }
    }
}

fn thrown(stop: Stop) -> Error<Code> {
    match stop {
        Stop::WorldThrew => Error::new(Code::WorldThrew, "the world threw"),
        Stop::Contradiction(why) => Error::new(Code::Contradiction, why),
        Stop::Refused(why) => Error::new(Code::Refused, why),
    }
}

/// What one world has learned, for others to inherit.
#[napi]
pub struct CheckerKnowledge {
    paths: Vec<Path>,
}

#[napi]
impl CheckerKnowledge {
    /// From what a search tells as its lessons, in this thread or another.
    #[napi(constructor)]
    pub fn new(lessons: Int32Array) -> Result<Self> {
        let lessons = decode(&lessons).map_err(Error::from_reason)?;
        Ok(Self { paths: lessons.into_iter().filter_map(Lesson::into_path).collect() })
    }
}

#[napi]
pub struct CheckerSearch {
    inner: Box<dyn Search>,
}

#[napi]
impl CheckerSearch {
    #[napi(constructor)]
    pub fn new(setup: SearchSetup) -> Result<Self> {
        let places = setup.places.chunks_exact(4);
        let places = places.map(|at| Place { word: at[0] as usize, shift: at[1], mask: at[2], size: at[3] });
        let setup = Setup {
            layout: Layout { places: places.collect() },
            words: setup.words as usize,
            moves: setup.moves as usize,
            settlings: setup.settlings as usize,
            initial: setup.initial,
            classes: setup.classes,
            stop_at_first: setup.stop_at_first,
            states_max: setup.states_max as usize,
            bytes_max: setup.bytes_max as usize,
            audit_every: setup.audit_every,
            seed: setup.seed,
        };
        Ok(Self { inner: make(setup).map_err(Error::from_reason)? })
    }

    /// All that was learned.
    #[napi]
    pub fn lessons(&self) -> Int32Array {
        Int32Array::new(self.inner.lessons())
    }

    /// Takes over what another search has learned, except what stood on one of these facts; `alike` if the two worlds' fields
    /// are of the same sizes.
    #[napi]
    pub fn inherit(&mut self, from: &CheckerKnowledge, differing: Vec<u32>, alike: bool) -> Result<(), Code> {
        self.inner.inherit(&from.paths, &differing, alike).map_err(thrown)
    }

    #[napi]
    pub fn explore(&mut self, ask: Question, tell: Question, on_progress: OnProgress) -> Result<SearchResult, Code> {
        let mut progress = |states: usize, edges: u64, depth: u32| {
            // Who watches the progress can do no harm to the search.
            let _ = on_progress.call((states as u32, edges as f64, depth).into());
        };
        let world = World { ask: &mut asker(&ask), tell: &mut teller(&tell), progress: &mut progress };
        let Explored { states, edges, depth, limit, bytes, broken, questions, paths } =
            self.inner.explore(world).map_err(thrown)?;
        Ok(SearchResult {
            states: states as u32,
            edges: edges as f64,
            depth,
            limit: match limit {
                Limit::None => None,
                Limit::States => Some("states".into()),
                Limit::Memory => Some("memory".into()),
                Limit::First => Some("first".into()),
            },
            bytes: bytes as f64,
            broken: broken.iter().flat_map(|one| [one.law, one.state, one.label]).collect(),
            questions,
            paths: paths as u32,
        })
    }

    /// How often each number of a witness was met.
    #[napi]
    pub fn witnesses(&self) -> Vec<f64> {
        self.inner.witnesses().iter().map(|&times| times as f64).collect()
    }

    /// The facts on which some transition stood.
    #[napi]
    pub fn facts(&self) -> Vec<u32> {
        self.inner.facts()
    }

    /// Judges the obligation of this piece; `follow` has the labels that do not discharge it, `counted` the classes on which
    /// it counts.
    #[napi]
    pub fn judge(&mut self, piece: u32, follow: Vec<bool>, counted: u32, ask: Question) -> Result<Judgement, Code> {
        let (pending, found) = self.inner.judge(piece as usize, &follow, counted, &mut asker(&ask)).map_err(thrown)?;
        let turning = found.turning.map(|lasso| self.run_of(&lasso));
        Ok(Judgement { pending: pending as u32, turning, still: found.still.map(|state| state as u32) })
    }

    /// Looks for a cycle of these labels alone.
    #[napi]
    pub fn quiet(&self, follow: Vec<bool>) -> Quietness {
        let (steps, lasso) = self.inner.quiet(&follow);
        Quietness { steps: steps as f64, turning: lasso.map(|lasso| self.run_of(&lasso)) }
    }

    /// The labels and states from the initial state to this one.
    #[napi]
    pub fn way_to(&self, state: u32) -> Vec<u32> {
        self.inner.way_to(state as usize)
    }

    #[napi]
    pub fn words(&self, state: u32) -> Vec<u32> {
        self.inner.words(state as usize)
    }

    /// The next transitions to be compared with the world's own, at most so many; none when all have been. Of each: piece,
    /// label, violation, counts of witnesses and facts; the words before and after; the witnesses; the facts.
    #[napi]
    pub fn claims(&mut self, most: u32, ask: Question) -> Result<Int32Array, Code> {
        let mut claims: Vec<i32> = Vec::new();
        for _ in 0..most {
            let Some((piece, claim)) = self.inner.claim(&mut asker(&ask)).map_err(thrown)? else { break };
            let Claim { from, label, violation, to, witnesses, facts } = claim;
            claims.extend([piece as i32, label, violation as i32, witnesses.len() as i32, facts.len() as i32]);
            claims.extend([from, to, witnesses, facts].iter().flatten().map(|&number| number as i32));
        }
        Ok(Int32Array::new(claims))
    }

    /// A number that tells all states and edges, in their order.
    #[napi]
    pub fn digest(&self) -> String {
        format!("{:016x}", self.inner.digest())
    }

    fn run_of(&self, lasso: &Lasso) -> RunWithoutEnd {
        let steps = lasso.cycle.iter().map(|&edge| self.inner.step(edge));
        RunWithoutEnd { entry: lasso.entry as u32, cycle: steps.flat_map(|(label, state)| [label, state]).collect() }
    }
}
