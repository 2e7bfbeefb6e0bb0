//! The machine `turnstile` as a table.
//!
//! Written by `npm run generate` from model/machines/turnstile.ts; change that, not this.

use super::{Kind, Packed, Table};

numbered! {
    /// A state of `turnstile`: budget, line.
    State {
        LeftEmpty,
        SpentEmpty,
        LeftWaiting,
        SpentWaiting,
        LeftCalling,
        LeftCallingLast,
    }
}

numbered! {
    /// An event of `turnstile`.
    Event {
        Turn,
        Spent,
        Ask,
        AskInVain,
        LinedUp,
        Next,
        NextAndLast,
        Passed,
    }
}

numbered! {
    /// An action of `turnstile`.
    Action {
        LetThrough,
        PutOff,
        Call,
    }
}

numbered! {
    /// The region `budget` of a state.
    Budget {
        Left,
        Spent,
    }
}

numbered! {
    /// The region `line` of a state.
    Line {
        Empty,
        Waiting,
        Calling,
        CallingLast,
    }
}

#[rustfmt::skip]
const REGIONS: [(Budget, Line); 6] = [
    (Budget::Left, Line::Empty), // left.empty
    (Budget::Spent, Line::Empty), // spent.empty
    (Budget::Left, Line::Waiting), // left.waiting
    (Budget::Spent, Line::Waiting), // spent.waiting
    (Budget::Left, Line::Calling), // left.calling
    (Budget::Left, Line::CallingLast), // left.callingLast
];

impl State {
    /// The state's value in the region `budget`.
    pub const fn budget(self) -> Budget {
        REGIONS[self as usize].0
    }

    /// The state's value in the region `line`.
    pub const fn line(self) -> Line {
        REGIONS[self as usize].1
    }
}

/// What the engine does for `turnstile`: one method for each action that moves no other machine.
pub trait Actions {
    /// The table has decided; no action has been performed yet.
    fn stepped(&mut self, event: Event, before: State, after: State);
    /// An event that cannot happen has happened.
    fn forbidden(&mut self, event: Event, state: State);
    fn let_through(&mut self);
    fn put_off(&mut self);
    fn call(&mut self);
}

/// Performs one action.
pub fn perform<A: Actions>(action: Action, actions: &mut A) {
    match action {
        Action::LetThrough => actions.let_through(),
        Action::PutOff => actions.put_off(),
        Action::Call => actions.call(),
    }
}

/// One step of `turnstile`: the new state first, then the actions in order.
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

/// A row for each state, a column for each event: 6 x 8 cells.
#[rustfmt::skip]
pub static TABLE: Table = Table {
    name: "turnstile",
    states: 6,
    events: 8,
    // What each cell answers; the state after; its list of actions.
    cells: &Packed::columns([
        I, S, S, S, S, F, F, F, // left.empty
        S, I, S, S, S, F, F, F, // spent.empty
        I, S, S, S, I, S, S, F, // left.waiting
        S, I, S, S, I, I, I, F, // spent.waiting
        F, F, S, S, F, F, F, S, // left.calling
        F, F, S, S, F, F, F, S, // left.callingLast
    ], [
        0, 1, 0, 0, 2, 0, 0, 0, // left.empty
        0, 1, 1, 1, 3, 1, 1, 1, // spent.empty
        2, 3, 2, 2, 2, 4, 5, 2, // left.waiting
        2, 3, 3, 3, 3, 3, 3, 3, // spent.waiting
        4, 4, 2, 2, 4, 4, 4, 2, // left.calling
        5, 5, 0, 0, 5, 5, 5, 0, // left.callingLast
    ], [
        0, 0, 1, 2, 0, 0, 0, 0, // left.empty
        0, 0, 2, 2, 0, 0, 0, 0, // spent.empty
        0, 0, 2, 2, 0, 3, 3, 0, // left.waiting
        0, 0, 2, 2, 0, 0, 0, 0, // spent.waiting
        0, 0, 1, 1, 0, 0, 0, 0, // left.calling
        0, 0, 1, 1, 0, 0, 0, 0, // left.callingLast
    ]),
    lists: &[
        &[],
        &[Action::LetThrough as u8],
        &[Action::PutOff as u8],
        &[Action::Call as u8],
    ],
};

/// The answers of a cell, short enough for a table.
const S: Kind = Kind::Step;
const I: Kind = Kind::Ignore;
const F: Kind = Kind::Forbidden;
