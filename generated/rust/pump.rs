//! The machine `pump` as a table.
//!
//! Written by `npm run generate` from model/machines/pump.ts; change that, not this.

use super::{Kind, Packed, Table};

numbered! {
    /// A state of `pump`.
    State {
        Waiting,
        Serving,
        Polling,
        Ended,
        Handing,
        Pressing,
        Stalled,
        Obliging,
    }
}

numbered! {
    /// An event of `pump`.
    Event {
        Woken,
        Served,
        Ending,
        Polled,
        PolledAll,
        AllHanded,
        Restless,
        NoRoom,
    }
}

numbered! {
    /// An action of `pump`.
    Action {
        ClearPending,
        Serve,
        TakeGuard,
        Poll,
        Leave,
        Hand,
        ClearReadiness,
        Wait,
        NoteStalled,
        WaitForRoom,
    }
}

/// What the I/O thread does for `pump`: one method for each action that moves no other machine.
pub trait Actions {
    /// The table has decided; no action has been performed yet.
    fn stepped(&mut self, event: Event, before: State, after: State);
    /// An event that cannot happen has happened.
    fn forbidden(&mut self, event: Event, state: State);
    fn clear_pending(&mut self);
    fn serve(&mut self);
    fn take_guard(&mut self);
    fn poll(&mut self);
    fn leave(&mut self);
    fn hand(&mut self);
    fn clear_readiness(&mut self);
    fn wait(&mut self);
    fn note_stalled(&mut self);
    fn wait_for_room(&mut self);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A) {
    match action {
        Action::ClearPending => actions.clear_pending(),
        Action::Serve => actions.serve(),
        Action::TakeGuard => actions.take_guard(),
        Action::Poll => actions.poll(),
        Action::Leave => actions.leave(),
        Action::Hand => actions.hand(),
        Action::ClearReadiness => actions.clear_readiness(),
        Action::Wait => actions.wait(),
        Action::NoteStalled => actions.note_stalled(),
        Action::WaitForRoom => actions.wait_for_room(),
    }
}

/// One step of `pump`: the new state first, then the actions in order.
pub fn step<A: Actions>(table: &Table, state: State, event: Event, actions: &mut A) {
    let cell = table.cell(state as u8, event as u8);
    if cell.kind == Kind::Forbidden {
        return actions.forbidden(event, state);
    }
    actions.stepped(event, state, State::ALL[usize::from(cell.next)]);
    for &action in cell.actions {
        perform(Action::ALL[usize::from(action)], actions);
    }
}

/// A row for each state, a column for each event: 8 x 8 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "pump",
    states: 8,
    events: 8,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        S, F, F, F, F, F, F, F, // waiting
        F, S, S, F, F, F, F, F, // serving
        F, F, F, S, S, F, F, F, // polling
        F, F, F, F, F, F, F, F, // ended
        F, F, F, F, F, S, S, S, // handing
        F, F, F, F, F, S, S, S, // pressing
        S, F, F, F, F, F, F, F, // stalled
        F, S, S, F, F, F, F, F, // obliging
    ], [
        1, 0, 0, 0, 0, 0, 0, 0, // waiting
        1, 2, 3, 1, 1, 1, 1, 1, // serving
        2, 2, 2, 4, 4, 2, 2, 2, // polling
        3, 3, 3, 3, 3, 3, 3, 3, // ended
        4, 4, 4, 4, 4, 0, 1, 5, // handing
        5, 5, 5, 5, 5, 0, 1, 6, // pressing
        7, 6, 6, 6, 6, 6, 6, 6, // stalled
        7, 5, 3, 7, 7, 7, 7, 7, // obliging
    ], [
        1, 0, 0, 0, 0, 0, 0, 0, // waiting
        0, 2, 3, 0, 0, 0, 0, 0, // serving
        0, 0, 0, 4, 5, 0, 0, 0, // polling
        0, 0, 0, 0, 0, 0, 0, 0, // ended
        0, 0, 0, 0, 0, 6, 7, 8, // handing
        0, 0, 0, 0, 0, 6, 7, 9, // pressing
        1, 0, 0, 0, 0, 0, 0, 0, // stalled
        0, 8, 3, 0, 0, 0, 0, 0, // obliging
    ]),
    lists: &[
        &[],
        &[Action::ClearPending as u8, Action::Serve as u8],
        &[Action::TakeGuard as u8, Action::Poll as u8],
        &[Action::Leave as u8],
        &[Action::Hand as u8],
        &[Action::ClearReadiness as u8, Action::Hand as u8],
        &[Action::Wait as u8],
        &[Action::Serve as u8],
        &[Action::NoteStalled as u8, Action::Hand as u8],
        &[Action::WaitForRoom as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const F: Kind = Kind::Forbidden;
