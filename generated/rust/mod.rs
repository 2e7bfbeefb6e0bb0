//! The tables that drive the engine, and what they are made of.
//!
//! Written by `npm run generate` from model/; change that, not this.

/// One of an enumeration whose variants are numbered from 0, as the tables number them.
pub trait Variant: Copy + 'static {
    /// Every variant, at the place of its number.
    const ALL: &'static [Self];
    /// Its number.
    fn number(self) -> u8;
}

/// Such an enumeration.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum $name {
            $($variant,)+
        }

        impl $name {
            /// Every variant, at the place of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The variant of a number.
            pub const fn from_u8(number: u8) -> Option<Self> {
                if (number as usize) < Self::ALL.len() {
                    Some(Self::ALL[number as usize])
                } else {
                    None
                }
            }
        }

        impl $crate::generated::Variant for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn number(self) -> u8 {
                self as u8
            }
        }
    };
}

pub mod accept;
pub mod answers;
pub mod connect;
pub mod layout;
pub mod pump;
pub mod receive;
pub mod send;
pub mod server;
pub mod transport;
pub mod turnstile;
pub mod watch;
pub mod wiring;

/// SHA-256 over all tables, their wiring and the layout; both sides of the addon must have the same.
pub const TABLE_HASH: &str = "8a878c19b6293204133f2656add4ef82f2e76fcd41150983712b3324bbc0f42f";

numbered! {
    /// A machine of a slot, in the order of its table.
    Machine {
        Watch,
        Accept,
        Receive,
        Send,
        Connect,
        Transport,
        Server,
    }
}

numbered! {
    /// What a cell answers.
    Kind {
        Step,
        Ignore,
        Forbidden,
    }
}

/// A machine as data. A cell has the number `state * events + event`.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub states: usize,
    pub events: usize,
    pub cells: &'static [Packed],
    /// Actions by number, in order.
    pub lists: &'static [&'static [u8]],
}

/// A cell as it is kept: all of it in one place, so that a step fetches one line of the cache and checks one bound.
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    pub kind: Kind,
    /// The state after; the cell's own unless it is a step.
    pub next: u8,
    /// Which of `lists` the cell performs.
    pub list: u8,
}

impl Packed {
    /// Puts the columns of a table together.
    const fn columns<const N: usize>(kind: [Kind; N], next: [u8; N], list: [u8; N]) -> [Self; N] {
        let mut cells = [Self {
            kind: Kind::Forbidden,
            next: 0,
            list: 0,
        }; N];
        let mut cell = 0;
        while cell < N {
            cells[cell] = Self {
                kind: kind[cell],
                next: next[cell],
                list: list[cell],
            };
            cell += 1;
        }
        cells
    }
}

/// What a table says about one event in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub kind: Kind,
    pub next: u8,
    pub actions: &'static [u8],
}

impl Table {
    /// Answers an event: the state is the one after it from now on. Also tells which it was.
    #[inline]
    pub fn answer<S: Variant>(&self, state: &mut S, event: u8) -> (u8, Cell) {
        let before = state.number();
        let cell = self.cell(before, event);
        *state = S::ALL[usize::from(cell.next)];
        (before, cell)
    }

    /// Looks a cell up. State 0 is the initial one.
    #[inline]
    pub fn cell(&self, state: u8, event: u8) -> Cell {
        let Packed { kind, next, list } =
            self.cells[usize::from(state) * self.events + usize::from(event)];
        Cell {
            kind,
            next,
            actions: self.lists[usize::from(list)],
        }
    }
}

/// The table of each machine of a slot.
pub static TABLES: [&Table; 7] = [
    &watch::TABLE,
    &accept::TABLE,
    &receive::TABLE,
    &send::TABLE,
    &connect::TABLE,
    &transport::TABLE,
    &server::TABLE,
];

/// What every machine of a slot needs of the engine.
pub trait Runner {
    /// Names a slot; handed through to each action.
    type Slot: Copy;
    /// Puts events at the end of the engine's queue, for those of the machines that the slot has.
    fn wire(&mut self, slot: Self::Slot, events: &'static [(Machine, u8)]);
}
