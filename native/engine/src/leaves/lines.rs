//! What `connect` and `send` have in common: each waits in the line of its destination.

use crate::engine::{Engine, Host, Platform};
use crate::generated::Machine;
use crate::lines::Goal;
use crate::slot::SlotId;

impl<P: Platform> Engine<P> {
    /// Whether others wait for room where a newcomer wants to go.
    pub(crate) fn others_wait(&self, machine: Machine, id: SlotId) -> bool {
        !self.lines.is_empty() && self.goal(machine, id).is_some_and(|goal| self.lines.wait_for(&goal))
    }

    pub(crate) fn line_up_for(&mut self, machine: Machine, id: SlotId) {
        let now = self.host.now();
        if let Some(goal) = self.goal(machine, id) {
            self.lines.line_up(goal, machine, id, now);
        }
    }

    pub(crate) fn stay_in_line_for(&mut self, machine: Machine, id: SlotId) {
        let now = self.host.now();
        if let Some(goal) = self.goal(machine, id) {
            self.lines.stay(&goal, now);
        }
    }

    pub(crate) fn pass_on_for(&mut self, machine: Machine, id: SlotId) {
        if let Some(goal) = self.goal(machine, id) {
            self.lines.pass_on(&goal, id);
        }
    }

    pub(crate) fn leave_line_for(&mut self, machine: Machine, id: SlotId) {
        if let Some(goal) = self.goal(machine, id) {
            self.lines.leave(&goal, id);
        }
    }

    fn goal(&self, machine: Machine, id: SlotId) -> Option<Goal> {
        Some(Goal::of(machine, id, self.slots.get(id)?))
    }
}
