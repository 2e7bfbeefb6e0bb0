//! How trees grow, by paths, and how they are inherited.

use super::{CALL, ELSEWHERE, Leaf, SHIFT_BITS, Stop, Trees, UNPACKABLE, Visits, WHAT, WORD_BITS, WRITE, Write};
use crate::path::{End, Outcome, Path, Step};

#[derive(Clone, Copy)]
enum Slot {
    Root(usize),
    Child(usize),
}

impl<const W: usize> Trees<W> {
    /// All that was learned, for another world.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().flatten()
    }

    /// Takes over what another world has learned, except what stood on one of these facts. Paths of a world that is not
    /// `alike`, but has fields of other sizes, are taken where their values are values here.
    pub fn inherit(&mut self, paths: &[Path], differing: &[u32], alike: bool) -> Result<(), Stop> {
        for path in paths {
            let stands = !path.facts.iter().any(|fact| differing.contains(fact));
            if stands && (alike || (path.end != End::Unpackable && self.has_values_of(path))) {
                self.learn(path)?;
            }
        }
        self.visits[2..].fill(Visits { count: 1, first: ELSEWHERE });
        Ok(())
    }

    fn has_values_of(&self, path: &Path) -> bool {
        path.steps.iter().all(|&step| match step {
            Step::Read { field, value } | Step::Write { field, value } => self.layout.place(field, value).is_ok(),
            Step::Call { .. } => true,
        })
    }

    pub(super) fn forget(&mut self, piece: usize) {
        self.reach(piece);
        self.roots[piece] = 0;
        self.paths[piece].clear();
    }

    fn reach(&mut self, piece: usize) {
        if self.roots.len() <= piece {
            self.roots.resize(piece + 1, 0);
            self.paths.resize_with(piece + 1, Vec::new);
        }
    }

    fn at(&self, slot: Slot) -> i32 {
        match slot {
            Slot::Root(piece) => self.roots[piece],
            Slot::Child(child) => self.nodes[child],
        }
    }

    fn point(&mut self, slot: Slot, to: i32) {
        match slot {
            Slot::Root(piece) => self.roots[piece] = to,
            Slot::Child(child) => self.nodes[child] = to,
        }
    }

    /// Grows the tree of a piece by a path. A path that parts from what is known where nothing was read that differs has
    /// been led by something outside of the state. Answers whether it is a new one.
    pub(super) fn learn(&mut self, path: &Path) -> Result<bool, Stop> {
        let Path { piece, ref steps, end, ref facts } = *path;
        self.reach(piece);
        let hidden =
            |what: &str| Stop::Contradiction(format!("piece {piece} went two ways from the same fields: {what}"));
        let mut slot = Slot::Root(piece);
        let mut leaf = Leaf { reads: [0; W], outcome: Outcome::default(), alone: true };
        let mut total = Write::NOTHING;
        let mut rest = &steps[..];
        while let Some(&step) = rest.first() {
            let at = self.at(slot);
            if at < 0 {
                return Err(hidden("it ended here before"));
            }
            let known = (at > 0).then(|| self.nodes[at as usize] as u32);
            let (head, children, child);
            match step {
                Step::Read { field, value } => {
                    let place = self.layout.place(field, value)?;
                    leaf.reads[place.word] |= place.mask << place.shift;
                    head = place.word as u32 | place.shift << WORD_BITS | place.mask << (WORD_BITS + SHIFT_BITS);
                    (children, child) = (place.mask as usize + 1, value as usize);
                    rest = &rest[1..];
                }
                Step::Write { .. } => {
                    let mut write = Write::NOTHING;
                    while let Some(&Step::Write { field, value }) = rest.first() {
                        let place = self.layout.place(field, value)?;
                        let (bits, set) = (place.mask << place.shift, (value as u32) << place.shift);
                        write.add(place.word, bits, set);
                        total.add(place.word, bits, set);
                        rest = &rest[1..];
                    }
                    head = match known {
                        Some(head) if head & !WHAT == WRITE && self.writes[(head & WHAT) as usize] == write => head,
                        Some(_) => return Err(hidden("it wrote something else before")),
                        None => {
                            self.writes.push(write);
                            WRITE | number(self.writes.len() - 1)?
                        }
                    };
                    (children, child) = (1, 0);
                }
                Step::Call { piece } => {
                    leaf.alone = false;
                    head = CALL | number(piece)?;
                    (children, child) = (1, 0);
                    rest = &rest[1..];
                }
            }
            let node = match known {
                Some(known) if known != head => return Err(hidden("it read or called something else before")),
                Some(_) => at as usize,
                None => {
                    let node = self.nodes.len();
                    self.nodes.push(head as i32);
                    self.nodes.resize(node + 1 + children, 0);
                    number(self.nodes.len())?;
                    self.point(slot, node as i32);
                    node
                }
            };
            slot = Slot::Child(node + 1 + child);
        }
        self.conclude(slot, end, leaf, total, facts, hidden)
    }

    /// Ends a path.
    fn conclude(
        &mut self,
        slot: Slot,
        end: End,
        leaf: Leaf<W>,
        total: Write<W>,
        facts: &[u32],
        hidden: impl Fn(&str) -> Stop,
    ) -> Result<bool, Stop> {
        let at = self.at(slot);
        match end {
            End::Open => Ok(false),
            End::Unpackable if at == 0 => {
                self.point(slot, -(UNPACKABLE as i32));
                Ok(true)
            }
            End::Through(outcome) if at == 0 => {
                self.point(slot, -(number(self.leaves.len())? as i32));
                self.leaves.push(Leaf { outcome, ..leaf });
                self.totals.push(total);
                self.facts.push(facts.into());
                self.visits.push(Visits { count: 0, first: 0 });
                Ok(true)
            }
            End::Unpackable if at == -(UNPACKABLE as i32) => Ok(false),
            End::Through(outcome) if at < -(UNPACKABLE as i32) => {
                let known = self.leaves[-at as usize].outcome;
                if known != outcome {
                    return Err(hidden(&format!("it ended with {known:?}, and now with {outcome:?}")));
                }
                Ok(false)
            }
            _ => Err(hidden("it went on here before")),
        }
    }
}

/// A number that fits beside what a head does.
fn number(count: usize) -> Result<u32, String> {
    u32::try_from(count).ok().filter(|&count| count <= WHAT).ok_or_else(|| format!("more than {WHAT} nodes or paths"))
}
