//! What JavaScript asks of connections, as a backend takes it.

use super::user::Written;
use crate::ffi::{Held, Js};
use readyloop_engine::generated::layout::CommandKind;
use readyloop_engine::shm::Shared;
use readyloop_engine::{CommandRow, CommandRows, Demand, Memory};
use std::rc::Rc;

/// Memory of the user's to be read into, up to so many bytes.
pub enum Room {
    /// At this place of the list.
    Given(u32, usize),
    Again(usize),
    None,
}

/// A row that was read.
pub enum Asked {
    Demand(Demand),
    Write(Written),
    /// What was to be written is not there.
    Gone,
    /// Where the next read goes.
    Read(Room),
}

/// The rows, and the list of what is written apart.
pub struct Commands {
    js: Rc<Js>,
    rows: CommandRows,
    outgoing: Shared,
    pub pieces: Held,
}

impl Commands {
    pub fn new(js: Rc<Js>, memory: &Memory, pieces: Held) -> Self {
        Self { js, rows: CommandRows::new(memory.commands.clone()), outgoing: memory.outgoing.clone(), pieces }
    }

    pub fn count(&self) -> usize {
        self.rows.count()
    }

    pub fn row(&self, row: usize) -> Option<CommandRow> {
        self.rows.read(row)
    }

    /// What a row asks; none if it makes no sense.
    pub fn asked(&self, row: &CommandRow) -> Option<Asked> {
        let CommandRow { kind, offset, length, .. } = *row;
        let read = |room| Some(Asked::Read(room));
        Some(Asked::Demand(match kind {
            CommandKind::None => return None,
            CommandKind::Resume => Demand::Resume,
            CommandKind::Pause => Demand::Pause,
            CommandKind::WriteEof => Demand::WriteEof,
            CommandKind::Close => Demand::Close,
            CommandKind::Abort => Demand::Abort { resets: length == 1 },
            CommandKind::ReadInto => return read(Room::Given(offset as u32, length)),
            CommandKind::ReadAgain => return read(Room::Again(length)),
            CommandKind::TakeBack => return read(Room::None),
            CommandKind::Write => {
                let end = offset + length;
                return Some(Asked::Write(Written::Together(offset..end))).filter(|_| end <= self.outgoing.size());
            }
            CommandKind::WriteApart => {
                let bytes = self.js.bytes_at(self.pieces, offset as u32).filter(|bytes| bytes.len() == length);
                return Some(bytes.map_or(Asked::Gone, |bytes| Asked::Write(Written::Apart(offset as u32, bytes))));
            }
        }))
    }

    /// Whether the next row writes to the same connection.
    pub fn writes_on(&self, row: usize, count: usize) -> bool {
        let writes = |row: &CommandRow| matches!(row.kind, CommandKind::Write | CommandKind::WriteApart);
        let slot = self.row(row).map(|row| row.slot);
        row + 1 < count && self.row(row + 1).is_some_and(|next| writes(&next) && Some(next.slot) == slot)
    }

    /// The bytes that a row writes.
    pub fn bytes<'a>(&'a self, written: &'a Written) -> &'a [u8] {
        written.bytes(&self.outgoing)
    }

    pub fn answer(&mut self, row: usize, taken: usize) {
        self.rows.answer(row, taken);
    }

    /// All were taken; `apart` says whether there was anything in the list.
    pub fn clear(&mut self, apart: bool) {
        self.rows.clear();
        if apart {
            self.js.empty(self.pieces);
        }
    }
}
