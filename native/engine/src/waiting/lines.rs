//! Who waits for room that no poller tells of: in the queue of a listener, or of a receiver. One line for each destination.

use super::backoffs::PERIOD;
use crate::generated::Machine;
use crate::slots::{Slot, SlotId};
use crate::sys::name;
use std::collections::{BTreeMap, VecDeque};

/// How long the second round of senders comes after the first, in milliseconds; a receiver makes room all the time.
const FIRST_ROUND: u64 = 1;

/// What a line is for: an operation and where it goes. One that names no address waits in a line of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Goal(Vec<u8>);

impl Goal {
    pub(crate) fn of(machine: Machine, id: SlotId, slot: &Slot) -> Self {
        let mut bytes = vec![machine as u8];
        match &slot.destination {
            Some(address) => bytes.extend(name::bytes(address)),
            None => bytes.extend(id.token().to_ne_bytes()),
        }
        Self(bytes)
    }
}

/// When those whose turn it is try again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    At(u64),
    /// In the next turn: somebody's try was answered, so there may be room.
    AtOnce,
    /// They are trying.
    Now,
}

struct Line {
    machine: Machine,
    waiting: VecDeque<SlotId>,
    due: Due,
    delay: u64,
}

impl Line {
    fn new(machine: Machine, now: u64) -> Self {
        let mut line = Self { machine, waiting: VecDeque::new(), due: Due::Now, delay: 0 };
        line.pause(now);
        line
    }

    /// The first connect asks for all of its line, once a period. Senders go in rounds, since each may lack what the others
    /// have; the rounds come a period apart at last.
    fn pause(&mut self, now: u64) {
        self.delay = match self.machine {
            Machine::Send => (self.delay * 2).clamp(FIRST_ROUND, PERIOD),
            _ => PERIOD,
        };
        self.due = Due::At(now + self.delay);
    }

    /// Those who try when the line is due.
    fn round(&self) -> usize {
        if self.machine == Machine::Send { self.waiting.len() } else { 1 }
    }
}

/// In an order that is the same in every run, as several lines may be due at a time.
#[derive(Default)]
pub(crate) struct Lines(BTreeMap<Goal, Line>);

impl Lines {
    /// Whether anybody waits for anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether somebody waits for this.
    pub(crate) fn wait_for(&self, goal: &Goal) -> bool {
        self.0.contains_key(goal)
    }

    /// Goes to the end of its line.
    pub(crate) fn line_up(&mut self, goal: Goal, machine: Machine, id: SlotId, now: u64) {
        self.0.entry(goal).or_insert_with(|| Line::new(machine, now)).waiting.push_back(id);
    }

    /// A try was in vain: it keeps its place, and all of its line pause once.
    pub(crate) fn stay(&mut self, goal: &Goal, now: u64) {
        if let Some(line) = self.0.get_mut(goal)
            && line.due == Due::Now
        {
            line.pause(now);
        }
    }

    /// A try was answered: it leaves, and the next one may try at once.
    pub(crate) fn pass_on(&mut self, goal: &Goal, id: SlotId) {
        self.remove(goal, id);
        if let Some(line) = self.0.get_mut(goal) {
            (line.due, line.delay) = (Due::AtOnce, 0);
        }
    }

    /// Gives its place up; the others are due when they were.
    pub(crate) fn leave(&mut self, goal: &Goal, id: SlotId) {
        self.remove(goal, id);
        if let Some(line) = self.0.get_mut(goal)
            && line.due == Due::Now
        {
            line.due = Due::AtOnce;
        }
    }

    fn remove(&mut self, goal: &Goal, id: SlotId) {
        let Some(line) = self.0.get_mut(goal) else { return };
        if let Some(at) = line.waiting.iter().position(|&other| other == id) {
            line.waiting.remove(at);
        }
        if line.waiting.is_empty() {
            self.0.remove(goal);
        }
    }

    /// When the next line is due, as far as it is not at once.
    pub(crate) fn next(&self) -> Option<u64> {
        let due = self.0.values().filter_map(|line| if let Due::At(due) = line.due { Some(due) } else { None });
        due.min()
    }

    /// Whether a line is to try in the next turn.
    pub(crate) fn restless(&self) -> bool {
        self.0.values().any(|line| line.due == Due::AtOnce)
    }

    /// Those who try now. Of each line once a turn, so that a turn ends.
    pub(crate) fn take_due(&mut self, now: u64) -> Vec<(SlotId, Machine)> {
        let mut trying = Vec::new();
        for line in self.0.values_mut() {
            if line.due == Due::AtOnce || matches!(line.due, Due::At(due) if due <= now) {
                line.due = Due::Now;
                trying.extend(line.waiting.iter().take(line.round()).map(|&id| (id, line.machine)));
            }
        }
        trying
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [SlotId; 3] = [id(0), id(1), id(2)];

    const fn id(index: u32) -> SlotId {
        SlotId { index, generation: 0 }
    }

    fn line_of_three(machine: Machine) -> (Lines, Goal) {
        let (mut lines, goal) = (Lines::default(), Goal(vec![7]));
        for id in IDS {
            lines.line_up(goal.clone(), machine, id, 100);
        }
        (lines, goal)
    }

    fn connecting(ids: &[SlotId]) -> Vec<(SlotId, Machine)> {
        ids.iter().map(|&id| (id, Machine::Connect)).collect()
    }

    #[test]
    fn the_first_connect_tries_once_a_period_for_all() {
        let (mut lines, goal) = line_of_three(Machine::Connect);
        assert_eq!(lines.next(), Some(150), "who came later changes nothing");
        assert_eq!(lines.take_due(149), []);
        for now in [150, 200, 250] {
            assert_eq!(lines.take_due(now), connecting(&IDS[..1]));
            assert_eq!(lines.take_due(now), [], "it is trying");
            lines.stay(&goal, now);
            assert_eq!(lines.next(), Some(now + PERIOD));
        }
    }

    #[test]
    fn a_try_that_was_answered_lets_the_next_one_try_at_once() {
        let (mut lines, goal) = line_of_three(Machine::Connect);
        lines.take_due(150);
        lines.pass_on(&goal, IDS[0]);
        assert!(lines.restless());
        assert_eq!(lines.take_due(150), connecting(&IDS[1..2]));
        lines.stay(&goal, 150);
        assert!(!lines.restless());
        assert_eq!(lines.next(), Some(200));
    }

    #[test]
    fn the_next_one_inherits_when_the_first_would_have_tried() {
        let (mut lines, goal) = line_of_three(Machine::Connect);
        lines.leave(&goal, IDS[0]);
        assert_eq!((lines.next(), lines.restless()), (Some(150), false));
        lines.leave(&goal, IDS[2]);
        assert_eq!(lines.take_due(150), connecting(&IDS[1..2]));
        lines.leave(&goal, IDS[1]);
        assert!(lines.is_empty());
        assert!(!lines.wait_for(&goal));
    }

    #[test]
    fn senders_go_in_rounds_that_are_a_period_apart_at_last() {
        let (mut lines, goal) = line_of_three(Machine::Send);
        let mut due = Vec::new();
        for _ in 0..8 {
            let now = lines.next().unwrap();
            due.push(now);
            assert_eq!(lines.take_due(now).len(), 3);
            for _ in IDS {
                lines.stay(&goal, now);
            }
        }
        assert_eq!(due, [101, 103, 107, 115, 131, 163, 213, 263]);
        lines.take_due(lines.next().unwrap());
        lines.stay(&goal, 313);
        lines.pass_on(&goal, IDS[1]);
        lines.stay(&goal, 313);
        assert!(lines.restless(), "a round that was of use is followed by another at once");
        assert_eq!(lines.take_due(313).len(), 2);
        lines.stay(&goal, 313);
        assert_eq!(lines.next(), Some(314));
    }

    #[test]
    fn one_that_is_gone_while_it_tries_holds_nobody_up() {
        let (mut lines, goal) = line_of_three(Machine::Connect);
        lines.take_due(150);
        lines.leave(&goal, IDS[0]);
        assert!(lines.restless());
    }
}
