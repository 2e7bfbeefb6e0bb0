//! Runs without end: those that are fair and never meet an obligation, and those in which the loop is busy for nothing.
//! The reference is liveness.ts and quiet.ts of model/checker, which say why.

use crate::graph::{Bits, Graph, Part, components, route};

/// A run without end: the state in which its cycle begins, and the edges of that; none if nothing happens any more.
#[derive(Debug, PartialEq, Eq)]
pub struct Lasso {
    pub entry: usize,
    pub cycle: Vec<usize>,
}

/// The transitions that break a law, which the graph has not: of the states from which they leave, in order, the fair
/// classes as bits.
#[derive(Default)]
pub struct Flawed(Vec<(u32, u32)>);

impl Flawed {
    pub fn add(&mut self, state: u32, class: u32) {
        match self.0.last_mut() {
            Some((last, classes)) if *last == state => *classes |= class,
            _ => self.0.push((state, class)),
        }
    }

    fn of(&self, state: usize) -> u32 {
        self.0.binary_search_by_key(&(state as u32), |&(state, _)| state).map_or(0, |at| self.0[at].1)
    }
}

/// What is judged: the states in which an obligation is pending, and the labels that do not end that.
pub struct Pending<'a> {
    pub part: Part<'a>,
    pub flawed: &'a Flawed,
    /// The fair class of each label, as a bit.
    pub classes: &'a [u32],
    /// The classes that the obligation counts on.
    pub counted: u32,
}

/// The fair run with the shortest way to its cycle, and the nearest state in which all stands still.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub turning: Option<Lasso>,
    pub still: Option<usize>,
}

impl Pending<'_> {
    /// The classes with a transition from a state, as far as they are counted on.
    fn enabled(&self, state: usize) -> u32 {
        let Part { graph, .. } = self.part;
        let classes = graph.edges(state).fold(self.flawed.of(state), |all, edge| all | self.classes[graph.label(edge)]);
        classes & self.counted
    }

    pub fn find(&self) -> Found {
        let graph = self.part.graph;
        let mut component = vec![0u32; graph.states()];
        let mut count = 0;
        let mut entry: Option<usize> = None;
        let mut still: Option<usize> = None;
        components(&self.part, |members| {
            count += 1;
            let mut always = !0;
            let mut lowest = u32::MAX;
            for &state in members {
                component[state as usize] = count;
                lowest = lowest.min(state);
                let enabled = self.enabled(state as usize);
                always &= enabled;
                if enabled == 0 && still.is_none_or(|still| (state as usize) < still) {
                    still = Some(state as usize);
                }
            }
            if entry.is_some_and(|entry| entry <= lowest as usize) {
                return;
            }
            for &state in members {
                if always == 0 {
                    break;
                }
                for edge in graph.edges(state as usize) {
                    let label = graph.label(edge);
                    if component[graph.target(edge)] == count && self.part.follow[label] {
                        always &= !self.classes[label];
                    }
                }
            }
            if always == 0 {
                entry = Some(lowest as usize);
            }
        });
        let turning = entry.map(|entry| {
            let mut inside = Bits::none(graph.states());
            for state in (0..graph.states()).filter(|&state| component[state] == component[entry]) {
                inside.add(state);
            }
            Lasso { entry, cycle: self.cycle(&inside, entry) }
        });
        Found { turning, still }
    }

    /// A cycle that gives each class its due: a state where it is disabled, or an edge of it.
    fn cycle(&self, inside: &Bits, entry: usize) -> Vec<usize> {
        let graph = self.part.graph;
        let part = Part { graph, within: inside, follow: self.part.follow };
        let met = |edge: usize| self.classes[graph.label(edge)] | !self.enabled(graph.target(edge));
        let mut due = self.enabled(entry);
        let mut cycle: Vec<usize> = Vec::new();
        if due == 0 {
            return cycle;
        }
        let mut at = entry;
        while due != 0 {
            let way = route(&part, at, |edge| met(edge) & due != 0).expect("a component is connected");
            due = way.iter().fold(due, |due, &edge| due & !met(edge));
            at = way.last().map_or(at, |&edge| graph.target(edge));
            cycle.extend(way);
        }
        if at != entry {
            cycle.extend(route(&part, at, |edge| graph.target(edge) == entry).expect("a component is connected"));
        }
        cycle
    }
}

/// How many edges of these labels there are, and the nearest cycle of them alone.
pub fn quiet(graph: &Graph, follow: &[bool]) -> (usize, Option<Lasso>) {
    let within = Bits::all(graph.states());
    let part = Part { graph, within: &within, follow };
    let steps = (0..graph.size()).filter(|&edge| follow[graph.label(edge)]).count();
    let mut entry: Option<usize> = None;
    components(&part, |members| {
        let lowest = members.iter().copied().min().unwrap_or(u32::MAX) as usize;
        let turns_on = || graph.edges(lowest).any(|edge| graph.target(edge) == lowest && follow[graph.label(edge)]);
        if entry.is_none_or(|entry| lowest < entry) && (members.len() > 1 || turns_on()) {
            entry = Some(lowest);
        }
    });
    let lasso = entry.map(|entry| {
        let cycle = route(&part, entry, |edge| graph.target(edge) == entry).unwrap_or_default();
        Lasso { entry, cycle }
    });
    (steps, lasso)
}
