//! What JavaScript has told its users, as it says itself: it writes a row at the moment of settling or calling, and the engine
//! takes the rows with the next call that reaches it, before it does anything else.

use crate::generated::layout::{TOLD_ROWS, TOLD_WORDS, ToldKind, told_field};
use crate::shm::Shared;
use crate::slots::{Operation, SlotId};

/// One thing that users were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub what: ToldKind,
    pub slot: SlotId,
    pub operation: Operation,
    pub error: i32,
    pub value: i32,
}

/// The rows that JavaScript writes, behind the word that says how many there are.
pub struct ToldRows(Shared);

impl ToldRows {
    /// What there has to be of memory.
    pub const BYTES: usize = (1 + TOLD_ROWS * TOLD_WORDS) * 4;

    pub fn new(memory: Shared) -> Self {
        Self(memory)
    }

    /// Takes them all, in their order.
    #[inline]
    pub fn take(&mut self, mut tell: impl FnMut(Told)) {
        let count = self.word(0);
        if count == 0 {
            return;
        }
        self.0.write_words(0, &[0]);
        for row in 0..(count as usize).min(TOLD_ROWS) {
            if let Some(told) = self.read(1 + row * TOLD_WORDS) {
                tell(told);
            }
        }
    }

    fn read(&mut self, at: usize) -> Option<Told> {
        let mut word = |field: usize| self.word(at + field);
        Some(Told {
            what: ToldKind::from_u8(word(told_field::WHAT) as u8)?,
            slot: SlotId { index: word(told_field::SLOT) as u32, generation: word(told_field::GENERATION) as u32 },
            operation: word(told_field::OPERATION) as u32,
            error: word(told_field::ERROR),
            value: word(told_field::VALUE),
        })
    }

    fn word(&mut self, at: usize) -> i32 {
        let bytes = self.0.bytes(at * 4..at * 4 + 4);
        i32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_once_in_their_order_and_one_that_makes_no_sense_is_none() {
        let memory = Shared::new(ToldRows::BYTES);
        let mut theirs = memory.clone();
        let mut rows = ToldRows::new(memory);
        theirs.write_words(0, &[3, ToldKind::Received as i32, 1, 2, 3, 0, 5, 99, 0, 0, 0, 0, 0]);
        theirs.write_words(13, &[ToldKind::Failed as i32, 4, 5, 6, -2, 0]);
        let mut seen = Vec::new();
        rows.take(|told| seen.push(told));
        rows.take(|_| panic!("nothing is left"));
        let slot = |index, generation| SlotId { index, generation };
        let received = Told { what: ToldKind::Received, slot: slot(1, 2), operation: 3, error: 0, value: 5 };
        let failed = Told { what: ToldKind::Failed, slot: slot(4, 5), operation: 6, error: -2, value: 0 };
        assert_eq!(seen, [received, failed]);
        theirs.write_words(0, &[i32::MAX]);
        rows.take(|_| {});
    }
}
