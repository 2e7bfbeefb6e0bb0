//! The transitions found by an exploration, and what of their shape is asked.

/// In compressed rows: those that leave state `s` are the edges `first[s] .. first[s + 1]`.
#[derive(Default)]
pub struct Graph {
    first: Vec<u32>,
    target: Vec<u32>,
    /// The lower bytes of the labels, and the upper ones where there are more labels than a byte tells apart.
    low: Vec<u8>,
    high: Option<Vec<u8>>,
}

/// A set of states.
pub struct Bits(Vec<u64>);

impl Bits {
    pub fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    pub fn all(size: usize) -> Self {
        Self(vec![!0; size.div_ceil(64)])
    }

    #[inline(always)]
    pub fn has(&self, state: usize) -> bool {
        self.0[state / 64] >> (state % 64) & 1 == 1
    }

    pub fn add(&mut self, state: usize) {
        self.0[state / 64] |= 1 << (state % 64);
    }
}

impl Graph {
    pub fn new(labels: usize) -> Self {
        Self { high: (labels > 1 << 8).then(Vec::new), ..Self::default() }
    }

    /// From now on edges leave the next state.
    #[inline(always)]
    pub fn begin(&mut self) -> Result<(), String> {
        let edges = u32::try_from(self.target.len()).map_err(|_| format!("more than {} transitions", u32::MAX))?;
        self.first.push(edges);
        Ok(())
    }

    #[inline(always)]
    pub fn add(&mut self, label: u32, target: u32) {
        self.target.push(target);
        self.low.push(label as u8);
        if let Some(high) = &mut self.high {
            high.push((label >> 8) as u8);
        }
    }

    /// How many states have been begun; each has a row once the last one is closed by another `begin`.
    pub fn rows(&self) -> usize {
        self.first.len()
    }

    pub fn states(&self) -> usize {
        self.first.len() - 1
    }

    pub fn size(&self) -> usize {
        self.target.len()
    }

    pub fn bytes(&self) -> usize {
        let high = self.high.as_ref().map_or(0, Vec::len);
        size_of_val(&self.first[..]) + size_of_val(&self.target[..]) + self.low.len() + high
    }

    #[inline(always)]
    pub fn edges(&self, state: usize) -> std::ops::Range<usize> {
        self.first[state] as usize..self.first[state + 1] as usize
    }

    #[inline(always)]
    pub fn target(&self, edge: usize) -> usize {
        self.target[edge] as usize
    }

    #[inline(always)]
    pub fn label(&self, edge: usize) -> usize {
        let high = self.high.as_ref().map_or(0, |high| high[edge] as usize);
        self.low[edge] as usize | high << 8
    }
}

/// Which part of a graph is meant: states of `within`, edges with `follow[label]` between them.
pub struct Part<'a> {
    pub graph: &'a Graph,
    pub within: &'a Bits,
    pub follow: &'a [bool],
}

impl Part<'_> {
    /// Whether an edge between two states of the part, of which it leaves one, belongs to it.
    #[inline(always)]
    pub fn has(&self, edge: usize) -> bool {
        self.within.has(self.graph.target(edge)) && self.follow[self.graph.label(edge)]
    }
}

const UNSEEN: u32 = 0;
const DONE: u32 = u32::MAX;

/// Tarjan's strongly connected components, without recursion.
pub fn components(part: &Part, mut visit: impl FnMut(&[u32])) {
    let graph = part.graph;
    let size = graph.states();
    let mut order = vec![UNSEEN; size];
    let mut low = vec![UNSEEN; size];
    let mut open: Vec<u32> = Vec::new();
    // The states that are being visited, each with the edge to go on with.
    let mut chain: Vec<(u32, u32)> = Vec::new();
    let mut clock = UNSEEN;

    for root in 0..size {
        if !part.within.has(root) || order[root] != UNSEEN {
            continue;
        }
        let mut enter = Some(root);
        loop {
            if let Some(state) = enter.take() {
                clock += 1;
                (order[state], low[state]) = (clock, clock);
                open.push(state as u32);
                chain.push((state as u32, graph.first[state]));
            }
            let Some(&mut (state, ref mut cursor)) = chain.last_mut() else { break };
            let state = state as usize;
            let (begin, end) = (*cursor as usize, graph.edges(state).end);
            let mut lowest = low[state];
            for edge in begin..end {
                if !part.has(edge) {
                    continue;
                }
                let next = graph.target(edge);
                let seen = order[next];
                if seen == UNSEEN {
                    *cursor = edge as u32 + 1;
                    enter = Some(next);
                    break;
                }
                if seen != DONE {
                    lowest = lowest.min(seen);
                }
            }
            low[state] = lowest;
            if enter.is_some() {
                continue;
            }
            chain.pop();
            if lowest == order[state] {
                let at = open.iter().rposition(|&one| one as usize == state).expect("it was opened");
                for &member in &open[at..] {
                    order[member as usize] = DONE;
                }
                visit(&open[at..]);
                open.truncate(at);
            } else if let Some(&(parent, _)) = chain.last() {
                let parent = parent as usize;
                low[parent] = low[parent].min(lowest);
            }
        }
    }
}

/// The shortest way, as edges, from a state over at least one edge to one that is a `goal`. The goal's edge is one of the
/// part as well.
pub fn route(part: &Part, start: usize, goal: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let graph = part.graph;
    let mut came: std::collections::HashMap<usize, (usize, usize)> = std::collections::HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(state) = queue.pop_front() {
        for edge in graph.edges(state).filter(|&edge| part.has(edge)) {
            let next = graph.target(edge);
            if goal(edge) {
                let mut way = vec![edge];
                let mut at = state;
                while at != start {
                    let (edge, from) = came[&at];
                    way.push(edge);
                    at = from;
                }
                way.reverse();
                return Some(way);
            }
            if next != start && !came.contains_key(&next) {
                came.insert(next, (edge, state));
                queue.push_back(next);
            }
        }
    }
    None
}
