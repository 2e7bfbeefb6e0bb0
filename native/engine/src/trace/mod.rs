//! What the engine did: the last records of each slot and, where there is a file, all of them, as bytes that can be replayed
//! against the model.
//!
//! This room owns what a record is, and where it is kept. It never looks at what a record says.

mod entry;
mod history;
mod writer;

pub(crate) use entry::Words;

use crate::generated::Machine;
use crate::generated::layout::{SystemCall, TRACE_WORDS, ToldKind, TraceKind, UserCall, trace_field};
use crate::memory::Told;
use crate::slots::{Operation, SlotId};
use entry::Entry;
use history::History;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::RawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use writer::Writer;

/// Keeps the last records of each slot and, where there is a file, writes all of them.
#[derive(Default)]
pub struct Trace {
    pub history: History,
    /// How much users are to be told yet: outcomes of operations, limits, what was given up.
    untold: u32,
    /// How many polls have reported something.
    polls: u32,
    writer: Option<Box<Writer>>,
}

impl Trace {
    pub fn to_file(path: &Path) -> io::Result<Self> {
        // A pipe or a terminal that nobody reads must not hold the loop (L15b); a regular file does not know the flag.
        let mut options = File::options();
        options.write(true).create(true).truncate(true).custom_flags(libc::O_NONBLOCK);
        Ok(Self::to(Box::new(options.open(path)?)))
    }

    pub fn to(to: Box<dyn Write + Send>) -> Self {
        Self { writer: Some(Box::new(Writer::new(to))), ..Self::default() }
    }

    /// Whether there is a file.
    pub fn is_written(&self) -> bool {
        self.writer.is_some()
    }

    /// What the user called.
    #[inline]
    pub fn user(&mut self, call: UserCall, slot: SlotId, fd: RawFd, extra: Operation) {
        self.user_asks(call, slot, fd, extra, 0);
    }

    /// The same, and how many bytes it is to move, or why a slot is closed.
    #[inline]
    pub fn user_asks(&mut self, call: UserCall, slot: SlotId, fd: RawFd, extra: Operation, asked: i32) {
        self.note(slot, Entry::new(TraceKind::User, call as u8, asked, fd, extra as i32));
    }

    /// A poll has reported something, which is recorded next.
    pub fn polled(&mut self) {
        self.polls = self.polls.wrapping_add(1);
    }

    /// What the kernel answered.
    #[inline]
    pub fn system(&mut self, call: SystemCall, slot: SlotId, error: i32, value: i32, asked: i32) {
        self.note(slot, Entry::new(TraceKind::System, call as u8, error, value, asked));
    }

    /// What a table stepped.
    #[inline]
    pub fn step(&mut self, machine: Machine, slot: SlotId, event: u8, before: u8, after: u8) {
        let (event, before, after) = (event.into(), before.into(), after.into());
        self.note(slot, Entry::new(TraceKind::Step, machine as u8, event, before, after));
    }

    /// Users are to be told of something.
    #[inline]
    pub fn owe(&mut self) {
        self.untold = self.untold.wrapping_add(1);
    }

    /// What users were told.
    #[inline]
    pub fn told(&mut self, Told { what, slot, operation, error, value }: Told) {
        use ToldKind::{Aborted, Accepted, Connected, Failed, GivenUp, Limit, Received, Sent, Unserved};
        // The others are of callbacks, and of connections that the engine reads and writes: what is owed there is no count.
        if matches!(what, Accepted | Received | Sent | Connected | Failed | Aborted | Limit | GivenUp | Unserved) {
            self.untold = self.untold.wrapping_sub(1);
        }
        self.note(slot, Entry::new(TraceKind::Told, what as u8, error, value, operation as i32));
    }

    /// Some fourteen times an echo: what stays in registers there costs a tenth less of it than a call.
    #[inline(always)]
    fn note(&mut self, slot: SlotId, entry: Entry) {
        self.history.keep(slot, entry);
        if self.writer.is_some() {
            self.write(slot, entry);
        }
    }

    #[cold]
    fn write(&mut self, slot: SlotId, entry: Entry) {
        if let Some(writer) = &mut self.writer {
            writer.write(entry.words(slot, self.polls));
        }
    }

    /// Ends the file; nothing is written any more.
    pub fn end(&mut self, live: usize, all_told: bool) {
        if let Some(mut writer) = self.writer.take() {
            let mut words = [0; TRACE_WORDS];
            words[trace_field::KIND] = TraceKind::End as i32;
            words[trace_field::CODE] = all_told.into();
            words[trace_field::VALUE] = writer.records as i32;
            words[trace_field::AFTER] = self.untold as i32;
            words[trace_field::EXTRA] = live as i32;
            writer.write(words);
            writer.flush();
        }
    }
}

/// A count of bytes as a record has it. No call takes or gives as much as a word can tell, so one that was asked for more
/// still reads as short.
pub fn word_of(bytes: usize) -> i32 {
    i32::try_from(bytes).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::File;
    use crate::generated::TABLE_HASH;
    use crate::generated::layout::{TRACE_HEADER_BYTES, TRACE_MAGIC};

    const SLOT: SlotId = SlotId { index: 5, generation: 6 };

    #[test]
    fn a_file_has_a_head_records_and_an_end() {
        let file = File::default();
        let mut trace = Trace::to(Box::new(file.clone()));
        trace.user(UserCall::Receive, SLOT, 9, 77);
        trace.system(SystemCall::Recv, SLOT, 0, 10, 100);
        trace.polled();
        trace.step(Machine::Receive, SLOT, 1, 2, 3);
        trace.owe();
        trace.owe();
        trace.told(Told { what: ToldKind::Failed, slot: SLOT, operation: 77, error: -5, value: 0 });
        trace.end(1, true);
        trace.user(UserCall::Close, SLOT, 0, 0);
        let head = file.0.lock().unwrap()[..TRACE_HEADER_BYTES].to_vec();
        assert_eq!(&head[..8], TRACE_MAGIC);
        assert_eq!(head[8..40].iter().map(|byte| format!("{byte:02x}")).collect::<String>(), TABLE_HASH);
        assert_eq!(head[40..44], (TRACE_WORDS as u32).to_le_bytes());
        let [user, system, step, told, end] = [
            [1, UserCall::Receive as i32, 5, 6, 0, 9, 0, 77],
            [2, SystemCall::Recv as i32, 5, 6, 0, 10, 0, 100],
            [3, Machine::Receive as i32, 5, 6, 1, 2, 3, 1],
            [4, ToldKind::Failed as i32, 5, 6, -5, 0, 1, 77],
            [5, 1, 0, 0, 0, 4, 1, 1],
        ];
        assert_eq!(file.records(), [user, system, step, told, end]);
    }

    #[test]
    fn a_long_run_is_written_whole() {
        let file = File::default();
        let mut trace = Trace::to(Box::new(file.clone()));
        for turn in 0..5000 {
            trace.user(UserCall::Send, SLOT, turn, 0);
        }
        trace.end(0, false);
        let records = file.records();
        assert_eq!(records.len(), 5001);
        assert_eq!(records[4999][trace_field::VALUE], 4999);
        assert_eq!(records[5000][trace_field::VALUE], 5000);
    }
}
