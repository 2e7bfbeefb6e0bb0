//! Which tables an engine steps: the generated ones, or in a test build altered ones.

use crate::generated::{Machine, TABLES, Table};

/// The table of each machine, and in a test build the fault that is switched on.
#[derive(Clone, Copy)]
pub struct Tables {
    of: [&'static Table; TABLES.len()],
    #[cfg(feature = "testing")]
    pub bug: Option<Bug>,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            of: TABLES,
            #[cfg(feature = "testing")]
            bug: None,
        }
    }
}

impl Tables {
    pub fn of(&self, machine: Machine) -> &'static Table {
        self.of[machine as usize]
    }
}

/// A known bug that the engine can be given (model/bugs).
#[cfg(feature = "testing")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// An added direction is taken to be ready at once.
    F0,
    /// Nothing is re-armed after a callback.
    F3,
}

/// What to change in one cell; what is none stays.
#[cfg(feature = "testing")]
#[derive(Clone, Debug, Default)]
pub struct Alteration {
    pub next: Option<u8>,
    pub actions: Option<Vec<u8>>,
}

#[cfg(feature = "testing")]
impl Tables {
    /// Changes a cell into a step. The table is copied and never freed: a test alters few cells.
    /// False if there is no such cell, state or action.
    pub fn alter(&mut self, machine: Machine, state: u8, event: u8, change: &Alteration) -> bool {
        use crate::generated::{Kind, accept, connect, receive, send, server, transport, watch};
        let table = self.of(machine);
        let actions = match machine {
            Machine::Watch => watch::Action::ALL.len(),
            Machine::Accept => accept::Action::ALL.len(),
            Machine::Receive => receive::Action::ALL.len(),
            Machine::Send => send::Action::ALL.len(),
            Machine::Connect => connect::Action::ALL.len(),
            Machine::Transport => transport::Action::ALL.len(),
            Machine::Server => server::Action::ALL.len(),
        };
        let exists = usize::from(state) < table.states
            && usize::from(event) < table.events
            && change.next.is_none_or(|next| usize::from(next) < table.states)
            && change.actions.iter().flatten().all(|&action| usize::from(action) < actions);
        if !exists {
            return false;
        }
        let place = usize::from(state) * table.events + usize::from(event);
        let mut cells = table.cells.to_vec();
        let mut copy = *table;
        let cell = &mut cells[place];
        cell.kind = Kind::Step;
        if let Some(next) = change.next {
            cell.next = next;
        }
        if let Some(actions) = &change.actions {
            let mut lists = table.lists.to_vec();
            lists.push(actions.clone().leak());
            cell.list = (lists.len() - 1) as u8;
            copy.lists = lists.leak();
        }
        copy.cells = cells.leak();
        self.of[machine as usize] = Box::leak(Box::new(copy));
        true
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::generated::{Kind, watch};

    #[test]
    fn one_cell_is_altered_and_no_other() {
        let mut tables = Tables::default();
        let before = tables.of(Machine::Watch);
        let event = watch::Event::ReadHangup as u8;
        let change = Alteration { next: Some(3), actions: Some(vec![1, 0]) };
        assert!(tables.alter(Machine::Watch, 0, event, &change));
        let after = tables.of(Machine::Watch).cell(0, event);
        assert_eq!((after.kind, after.next, after.actions), (Kind::Step, 3, &[1u8, 0][..]));
        assert_eq!(tables.of(Machine::Watch).cell(0, 0), before.cell(0, 0));
        assert!(!tables.alter(Machine::Watch, 200, 0, &change));
        assert!(!tables.alter(Machine::Watch, 0, 0, &Alteration { next: Some(99), actions: None }));
    }
}
