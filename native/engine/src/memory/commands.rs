//! What JavaScript asks of connections: it writes a row for each thing, and the engine's caller takes the rows when JavaScript
//! has returned.

use crate::generated::layout::{COMMAND_ROWS, COMMAND_WORDS, CommandKind, command_field};
use crate::shm::Shared;
use crate::slots::SlotId;

/// One thing that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandRow {
    pub kind: CommandKind,
    pub slot: SlotId,
    pub offset: usize,
    pub length: usize,
    pub asks: bool,
    pub more: bool,
}

/// The rows, behind the word that says how many there are.
pub struct CommandRows(Shared);

impl CommandRows {
    /// What there has to be of memory.
    pub const BYTES: usize = (1 + COMMAND_ROWS * COMMAND_WORDS) * 4;

    pub fn new(memory: Shared) -> Self {
        Self(memory)
    }

    pub fn count(&self) -> usize {
        let [count] = self.words(0);
        (count as u32 as usize).min(COMMAND_ROWS)
    }

    /// None if it makes no sense.
    pub fn read(&self, row: usize) -> Option<CommandRow> {
        let words: [i32; COMMAND_WORDS] = self.words(1 + row * COMMAND_WORDS);
        let word = |field: usize| words[field];
        let (index, generation) = (word(command_field::SLOT) as u32, word(command_field::GENERATION) as u32);
        Some(CommandRow {
            kind: CommandKind::from_u8(word(command_field::KIND) as u8)?,
            slot: SlotId { index, generation },
            offset: word(command_field::OFFSET) as u32 as usize,
            length: word(command_field::LENGTH) as u32 as usize,
            asks: word(command_field::ASKS) != 0,
            more: word(command_field::MORE) != 0,
        })
    }

    /// How much of all that was written to a row's connection the kernel has taken that was not told.
    pub fn answer(&mut self, row: usize, taken: usize) {
        let taken = i32::try_from(taken).unwrap_or(i32::MAX);
        self.0.write_words(1 + row * COMMAND_WORDS + command_field::TAKEN, &[taken]);
    }

    /// All were taken.
    pub fn clear(&mut self) {
        self.0.write_words(0, &[0]);
    }

    /// So many words from the word `at` on.
    fn words<const N: usize>(&self, at: usize) -> [i32; N] {
        let mut words = [0; N];
        let bytes = self.0.view(at * 4..(at + N) * 4);
        for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *word = i32::from_ne_bytes(*bytes);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_answered() {
        let memory = Shared::new(CommandRows::BYTES);
        let mut theirs = memory.clone();
        let mut rows = CommandRows::new(memory);
        theirs.write_words(0, &[2, CommandKind::Write as i32, 4, 5, 6, 7, 1, -1, 1, 99]);
        assert_eq!(rows.count(), 2);
        let slot = SlotId { index: 4, generation: 5 };
        let row = CommandRow { kind: CommandKind::Write, slot, offset: 6, length: 7, asks: true, more: true };
        assert_eq!((rows.read(0), rows.read(1)), (Some(row), None));
        rows.answer(0, usize::MAX);
        assert_eq!(theirs.bytes(28..32), i32::MAX.to_ne_bytes());
        rows.clear();
        assert_eq!(rows.count(), 0);
        theirs.write_words(0, &[-1]);
        assert_eq!(rows.count(), COMMAND_ROWS);
    }
}
