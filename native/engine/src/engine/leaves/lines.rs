//! What `connect` and `send` have in common: each waits in the line of its destination.

use crate::engine::Engine;
use crate::generated::Machine;
use crate::platform::{Clock, Platform};
use crate::slots::SlotId;
use crate::waiting::Goal;

impl<P: Platform> Engine<P> {
    /// Whether others wait for room where a newcomer wants to go.
    pub(super) fn others_wait(&self, machine: Machine, id: SlotId) -> bool {
        !self.lines.is_empty() && self.goal(machine, id).is_some_and(|goal| self.lines.wait_for(&goal))
    }

    pub(super) fn line_up_for(&mut self, machine: Machine, id: SlotId) {
        let now = self.clock.now();
        if let Some(goal) = self.goal(machine, id) {
            self.lines.line_up(goal, machine, id, now);
        }
    }

    pub(super) fn stay_in_line_for(&mut self, machine: Machine, id: SlotId) {
        let now = self.clock.now();
        if let Some(goal) = self.goal(machine, id) {
            self.lines.stay(&goal, now);
        }
    }

    pub(super) fn pass_on_for(&mut self, machine: Machine, id: SlotId) {
        if let Some(goal) = self.goal(machine, id) {
            self.lines.pass_on(&goal, id);
        }
    }

    pub(super) fn leave_line_for(&mut self, machine: Machine, id: SlotId) {
        if let Some(goal) = self.goal(machine, id) {
            self.lines.leave(&goal, id);
        }
    }

    fn goal(&self, machine: Machine, id: SlotId) -> Option<Goal> {
        Some(Goal::of(machine, id, self.slots.get(id)?))
    }
}
