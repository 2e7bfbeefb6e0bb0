//! The tables that drive the engine, and what they are made of.
//!
//! Written by `npm run generate` from model/; change that, not this.

/// An enumeration whose variants are numbered from 0, as the tables number them.
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
pub const TABLE_HASH: &str = "8e85e00f67fbc46ae9b52c5756129369cf5a9498f3809b3e395a2fb164f3473f";

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
    pub kind: &'static [Kind],
    /// The state after; the cell's own unless it is a step.
    pub next: &'static [u8],
    /// Which of `lists` the cell performs.
    pub list: &'static [u8],
    /// Actions by number, in order.
    pub lists: &'static [&'static [u8]],
}

/// What a table says about one event in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub kind: Kind,
    pub next: u8,
    pub actions: &'static [u8],
}

impl Table {
    /// Looks a cell up. State 0 is the initial one.
    pub fn cell(&self, state: u8, event: u8) -> Cell {
        let cell = usize::from(state) * self.events + usize::from(event);
        Cell {
            kind: self.kind[cell],
            next: self.next[cell],
            actions: self.lists[usize::from(self.list[cell])],
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
