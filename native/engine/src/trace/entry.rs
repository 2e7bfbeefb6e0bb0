//! One record of a trace: packed, and as a file has it.

use crate::generated::layout::{TRACE_WORDS, TraceKind, trace_field};
use crate::slots::SlotId;

/// A record as a trace file has it.
pub(crate) type Words = [i32; TRACE_WORDS];

/// A record, packed: 640 bytes are what the history of a slot costs.
#[derive(Clone, Copy)]
pub struct Entry {
    pub kind: TraceKind,
    pub code: u8,
    /// A step's event, an errno, or how many bytes are asked for.
    pub event: i32,
    /// A step's state before, or a value.
    pub before: i32,
    /// A step's state after, or what only other records have.
    pub last: i32,
    /// The turn in which it was kept.
    pub turn: u32,
}

impl Entry {
    pub fn new(kind: TraceKind, code: u8, event: i32, before: i32, last: i32) -> Self {
        Self { kind, code, event, before, last, turn: 0 }
    }

    /// As a trace file has it, behind so many polls that reported something.
    pub fn words(self, slot: SlotId, polls: u32) -> Words {
        let mut words = [0; TRACE_WORDS];
        words[trace_field::KIND] = self.kind as i32;
        words[trace_field::CODE] = self.code.into();
        words[trace_field::SLOT] = slot.index as i32;
        words[trace_field::GENERATION] = slot.generation as i32;
        words[trace_field::EVENT] = self.event;
        words[trace_field::BEFORE] = self.before;
        (words[trace_field::AFTER], words[trace_field::EXTRA]) = match self.kind {
            TraceKind::Step => (self.last, polls as i32),
            _ => (polls as i32, self.last),
        };
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOT: SlotId = SlotId { index: 2, generation: 5 };

    #[test]
    fn a_packed_record_is_that_of_the_file() {
        let step = Entry::new(TraceKind::Step, 1, 2, 3, 4).words(SLOT, 0);
        assert_eq!(step, [3, 1, 2, 5, 2, 3, 4, 0]);
        let system = Entry::new(TraceKind::System, 1, 2, -1, i32::MAX).words(SLOT, 9);
        assert_eq!(system, [2, 1, 2, 5, 2, -1, 9, i32::MAX]);
    }
}
