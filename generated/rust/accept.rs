//! The machine `accept` as a table.
//!
//! Written by `npm run generate` from model/machines/accept.ts; change that, not this.

use super::wiring::wired;
use super::{Kind, Machine, Packed, Runner, Table};

numbered! {
    /// A state of `accept`: flow, interest.
    State {
        IdleAbsent,
        TryingAbsent,
        Closed,
        DeliveringAbsent,
        WaitingPresent,
        StarvedAbsent,
        YieldingAbsent,
        TryingPresent,
        RetryingAbsent,
        DeliveringPresent,
        StarvedPresent,
        IdlePresent,
        YieldingPresent,
        RetryingPresent,
    }
}

numbered! {
    /// An event of `accept`.
    Event {
        Accept,
        Cancel,
        CancelLast,
        Ready,
        Accepted,
        MoreWaiters,
        NoWaiters,
        WouldBlock,
        Aborted,
        FdLimit,
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
    /// An action of `accept`.
    Action {
        TryAccept,
        Deliver,
        NoteAccepted,
        HoldReader,
        ReportLimit,
        StartBackoff,
        RejectAll,
        NoteFailed,
        QueueResume,
        ReleaseReader,
        StopBackoff,
        RetryAccept,
    }
}

numbered! {
    /// The region `flow` of a state.
    Flow {
        Idle,
        Trying,
        Retrying,
        Delivering,
        Waiting,
        Starved,
        Yielding,
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
const REGIONS: [(Flow, Interest); 14] = [
    (Flow::Idle, Interest::Absent), // idle.absent
    (Flow::Trying, Interest::Absent), // trying.absent
    (Flow::Closed, Interest::Closed), // closed
    (Flow::Delivering, Interest::Absent), // delivering.absent
    (Flow::Waiting, Interest::Present), // waiting.present
    (Flow::Starved, Interest::Absent), // starved.absent
    (Flow::Yielding, Interest::Absent), // yielding.absent
    (Flow::Trying, Interest::Present), // trying.present
    (Flow::Retrying, Interest::Absent), // retrying.absent
    (Flow::Delivering, Interest::Present), // delivering.present
    (Flow::Starved, Interest::Present), // starved.present
    (Flow::Idle, Interest::Present), // idle.present
    (Flow::Yielding, Interest::Present), // yielding.present
    (Flow::Retrying, Interest::Present), // retrying.present
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

/// What the engine does for `accept`: one method for each action that moves no other machine.
pub trait Actions: Runner {
    fn try_accept(&mut self, slot: Self::Slot);
    fn deliver(&mut self, slot: Self::Slot);
    fn report_limit(&mut self, slot: Self::Slot);
    fn start_backoff(&mut self, slot: Self::Slot);
    fn reject_all(&mut self, slot: Self::Slot);
    fn queue_resume(&mut self, slot: Self::Slot);
    fn stop_backoff(&mut self, slot: Self::Slot);
    fn retry_accept(&mut self, slot: Self::Slot);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A, slot: A::Slot) {
    match action {
        Action::TryAccept => actions.try_accept(slot),
        Action::Deliver => actions.deliver(slot),
        Action::ReportLimit => actions.report_limit(slot),
        Action::StartBackoff => actions.start_backoff(slot),
        Action::RejectAll => actions.reject_all(slot),
        Action::QueueResume => actions.queue_resume(slot),
        Action::StopBackoff => actions.stop_backoff(slot),
        Action::RetryAccept => actions.retry_accept(slot),
        _ => actions.wire(slot, wired(Machine::Accept, action as u8)),
    }
}

/// A row for each state, a column for each event: 14 x 18 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "accept",
    states: 14,
    events: 18,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, F, F, I, F, F, F, F, F, F, F, F, I, F, I, I, S, S, // idle.absent
        F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // trying.absent
        F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, F, // closed
        F, F, F, F, F, S, S, F, F, F, F, F, F, F, F, F, F, F, // delivering.absent
        I, I, S, S, F, F, F, F, F, F, F, F, I, F, F, S, S, S, // waiting.present
        I, I, S, I, F, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.absent
        I, I, S, I, F, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.absent
        F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // trying.present
        F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // retrying.absent
        F, F, F, F, F, S, S, F, F, F, F, F, F, F, F, F, F, F, // delivering.present
        I, I, S, I, F, F, F, F, F, F, F, F, I, S, F, F, S, S, // starved.present
        S, F, F, I, F, F, F, F, F, F, F, F, I, F, S, S, S, S, // idle.present
        I, I, S, I, F, F, F, F, F, F, F, F, S, F, F, F, S, S, // yielding.present
        F, F, F, F, S, F, F, S, S, S, S, S, F, F, F, F, F, F, // retrying.present
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  2,  2, // idle.absent
         1,  1,  1,  1,  3,  1,  1,  4,  1,  5,  0,  6,  1,  1,  1,  1,  1,  1, // trying.absent
         2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  2, // closed
         3,  3,  3,  3,  3,  1,  0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3, // delivering.absent
         4,  4,  0,  7,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  4,  0,  2,  2, // waiting.present
         5,  5,  0,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  8,  5,  5,  2,  2, // starved.absent
         6,  6,  0,  6,  6,  6,  6,  6,  6,  6,  6,  6,  1,  6,  6,  6,  2,  2, // yielding.absent
         7,  7,  7,  7,  9,  7,  7,  4,  7, 10, 11, 12,  7,  7,  7,  7,  7,  7, // trying.present
         8,  8,  8,  8,  3,  8,  8,  4,  8,  5,  0,  5,  8,  8,  8,  8,  8,  8, // retrying.absent
         9,  9,  9,  9,  9,  7, 11,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9, // delivering.present
        10, 10,  0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 13, 10, 10,  2,  2, // starved.present
         7, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,  0,  0,  2,  2, // idle.present
        12, 12,  0, 12, 12, 12, 12, 12, 12, 12, 12, 12,  7, 12, 12, 12,  2,  2, // yielding.present
        13, 13, 13, 13,  9, 13, 13,  4, 13, 10, 11, 10, 13, 13, 13, 13, 13, 13, // retrying.present
    ], [
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.absent
         0,  0,  0,  0,  2,  0,  0,  3,  1,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // closed
         0,  0,  0,  0,  0,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // delivering.absent
         0,  0,  7,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  5,  8,  8, // waiting.present
         0,  0,  9,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10,  0,  0, 11, 11, // starved.absent
         0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  8,  8, // yielding.absent
         0,  0,  0,  0,  2,  0,  0,  0,  1,  4,  5,  6,  0,  0,  0,  0,  0,  0, // trying.present
         0,  0,  0,  0,  2,  0,  0,  3, 10, 12,  5, 12,  0,  0,  0,  0,  0,  0, // retrying.absent
         0,  0,  0,  0,  0,  1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // delivering.present
         0,  0, 13,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 10,  0,  0, 11, 11, // starved.present
         1,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, // idle.present
         0,  0,  7,  0,  0,  0,  0,  0,  0,  0,  0,  0,  1,  0,  0,  0,  8,  8, // yielding.present
         0,  0,  0,  0,  2,  0,  0,  0, 10, 12,  5, 12,  0,  0,  0,  0,  0,  0, // retrying.present
    ]),
    lists: &[
        &[],
        &[Action::TryAccept as u8],
        &[Action::Deliver as u8, Action::NoteAccepted as u8],
        &[Action::HoldReader as u8],
        &[Action::ReportLimit as u8, Action::StartBackoff as u8],
        &[Action::RejectAll as u8, Action::NoteFailed as u8],
        &[Action::QueueResume as u8],
        &[Action::ReleaseReader as u8],
        &[Action::RejectAll as u8],
        &[Action::StopBackoff as u8],
        &[Action::RetryAccept as u8],
        &[Action::StopBackoff as u8, Action::RejectAll as u8],
        &[Action::StartBackoff as u8],
        &[Action::StopBackoff as u8, Action::ReleaseReader as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;
