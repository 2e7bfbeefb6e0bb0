//! The machine `send` as a table.
//!
//! Written by `npm run generate` from model/machines/send.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Runner, Table};

numbered! {
    /// A state of `send`: flow, interest.
    State {
        IdleAbsent,
        TryingAbsent,
        Closed,
        WaitingPresent,
        StarvedAbsent,
        YieldingAbsent,
        TryingPresent,
        IdlePresent,
        StarvedPresent,
        YieldingPresent,
    }
}

numbered! {
    /// An event of `send`.
    Event {
        Send,
        Cancel,
        Ready,
        SentAll,
        SentPart,
        WouldBlock,
        NoRoom,
        Failed,
        BudgetSpent,
        Resume,
        Retry,
        Evicted,
        Refused,
        Lost,
        Close,
    }
}

numbered! {
    /// An action of `send`.
    Action {
        TrySend,
        Resolve,
        HoldWriter,
        StartBackoff,
        Reject,
        QueueResume,
        RefuseBusy,
        RejectAborted,
        ReleaseWriter,
        StopBackoff,
    }
}

numbered! {
    /// The region `flow` of a state.
    Flow {
        Idle,
        Trying,
        Waiting,
        Yielding,
        Starved,
        Closed,
    }
}

numbered! {
    /// The region `interest` of a state.
    Interest {
        Absent,
        Present,
        Closed,
    }
}

#[rustfmt::skip]
const REGIONS: [(Flow, Interest); 10] = [
    (Flow::Idle, Interest::Absent), // idle.absent
    (Flow::Trying, Interest::Absent), // trying.absent
    (Flow::Closed, Interest::Closed), // closed
    (Flow::Waiting, Interest::Present), // waiting.present
    (Flow::Starved, Interest::Absent), // starved.absent
    (Flow::Yielding, Interest::Absent), // yielding.absent
    (Flow::Trying, Interest::Present), // trying.present
    (Flow::Idle, Interest::Present), // idle.present
    (Flow::Starved, Interest::Present), // starved.present
    (Flow::Yielding, Interest::Present), // yielding.present
];

impl State {
    /// The state's value in the region `flow`.
    pub const fn flow(self) -> Flow {
        REGIONS[self as usize].0
    }

    /// The state's value in the region `interest`.
    pub const fn interest(self) -> Interest {
        REGIONS[self as usize].1
    }
}

/// What the engine does for `send`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    /// The table has decided; no action has been performed yet.
    fn stepped(&mut self, slot: Self::Slot, event: Event, before: State, after: State);
    /// An event that cannot happen has happened.
    fn forbidden(&mut self, slot: Self::Slot, event: Event, state: State);
    fn try_send(&mut self, slot: Self::Slot);
    fn resolve(&mut self, slot: Self::Slot);
    fn start_backoff(&mut self, slot: Self::Slot);
    fn reject(&mut self, slot: Self::Slot);
    fn queue_resume(&mut self, slot: Self::Slot);
    fn refuse_busy(&mut self, slot: Self::Slot);
    fn reject_aborted(&mut self, slot: Self::Slot);
    fn stop_backoff(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::TrySend => actions.try_send(slot),
        Action::Resolve => actions.resolve(slot),
        Action::StartBackoff => actions.start_backoff(slot),
        Action::Reject => actions.reject(slot),
        Action::QueueResume => actions.queue_resume(slot),
        Action::RefuseBusy => actions.refuse_busy(slot),
        Action::RejectAborted => actions.reject_aborted(slot),
        Action::StopBackoff => actions.stop_backoff(slot),
        _ => actions.wire(slot, wired(Machine::Send, action as u8)),
    }
}

/// One step of `send`: the new state first, then the actions in order.
pub fn step<A: Actions>(table: &Table, state: State, event: Event, actions: &mut A, slot: A::Slot) {
    let cell = table.cell(state as u8, event as u8);
    if cell.kind == Kind::Forbidden {
        return actions.forbidden(slot, event, state);
    }
    actions.stepped(slot, event, state, State::ALL[usize::from(cell.next)]);
    for &action in cell.actions {
        perform(Action::ALL[usize::from(action)], actions, slot);
    }
}

/// A row for each state, a column for each event: 10 x 15 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "send",
    states: 10,
    events: 15,
    kind: &[
        S, F, I, F, F, F, F, F, F, I, F, I, I, S, S, // idle.absent
        F, F, F, S, S, S, S, S, S, F, F, F, F, F, F, // trying.absent
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        S, S, S, F, F, F, F, F, F, I, F, F, S, S, S, // waiting.present
        S, S, I, F, F, F, F, F, F, I, S, F, F, S, S, // starved.absent
        S, S, I, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.absent
        F, F, F, S, S, S, S, S, S, F, F, F, F, F, F, // trying.present
        S, F, I, F, F, F, F, F, F, I, F, S, S, S, S, // idle.present
        S, S, I, F, F, F, F, F, F, I, S, F, F, S, S, // starved.present
        S, S, I, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.present
    ],
    next: &[
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, // idle.absent
        1, 1, 1, 0, 1, 3, 4, 0, 5, 1, 1, 1, 1, 1, 1, // trying.absent
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // closed
        3, 0, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 2, 2, // waiting.present
        4, 0, 4, 4, 4, 4, 4, 4, 4, 4, 1, 4, 4, 2, 2, // starved.absent
        5, 0, 5, 5, 5, 5, 5, 5, 5, 1, 5, 5, 5, 2, 2, // yielding.absent
        6, 6, 6, 7, 6, 3, 8, 7, 9, 6, 6, 6, 6, 6, 6, // trying.present
        6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 2, 2, // idle.present
        8, 0, 8, 8, 8, 8, 8, 8, 8, 8, 6, 8, 8, 2, 2, // starved.present
        9, 0, 9, 9, 9, 9, 9, 9, 9, 6, 9, 9, 9, 2, 2, // yielding.present
    ],
    list: &[
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
         0,  0,  0,  2,  1,  3,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         7,  8,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  5,  5, // waiting.present
         7,  9,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // starved.absent
         7, 11,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  5,  5, // yielding.absent
         0,  0,  0,  2,  1,  0,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
         7, 12,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0, 10, 10, // starved.present
         7,  8,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  5,  5, // yielding.present
    ],
    lists: &[
        &[],
        &[Action::TrySend as u8],
        &[Action::Resolve as u8],
        &[Action::HoldWriter as u8],
        &[Action::StartBackoff as u8],
        &[Action::Reject as u8],
        &[Action::QueueResume as u8],
        &[Action::RefuseBusy as u8],
        &[Action::RejectAborted as u8, Action::ReleaseWriter as u8],
        &[Action::StopBackoff as u8, Action::RejectAborted as u8],
        &[Action::StopBackoff as u8, Action::Reject as u8],
        &[Action::RejectAborted as u8],
        &[Action::StopBackoff as u8, Action::RejectAborted as u8, Action::ReleaseWriter as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;
