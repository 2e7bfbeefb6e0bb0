//! What the engine and JavaScript both see: records of what happened, the bytes that they point to, and what users were told.
//!
//! This room owns the layout of that memory, as rows and ranges. It never decides what is told, or when; the memory itself,
//! with all that is unsafe about it, is `shm`.

mod batch;
mod commands;
mod slab;
mod told;

pub(crate) use batch::Batch;
pub use batch::Record;
pub use commands::{CommandRow, CommandRows};
pub(crate) use slab::Mark;
pub use slab::Slab;
pub use told::{Told, ToldRows};

use crate::generated::layout::{BATCH_WORDS, OUTGOING_BYTES};
use crate::shm::Shared;

/// The memory that the engine shares with JavaScript: a batch of records, one record for what settles at once, bytes; and
/// what JavaScript says that it told.
pub struct Memory {
    pub records: Shared,
    pub result: Shared,
    pub slab: Shared,
    /// What users were told, and what they ask of connections with the bytes that they write: for whoever calls the engine
    /// to hand on.
    pub told: Shared,
    pub commands: Shared,
    pub outgoing: Shared,
}

impl Memory {
    pub fn new(records: usize, slab_bytes: usize) -> Self {
        Self {
            records: Shared::new(records.max(1) * BATCH_WORDS * 4),
            result: Shared::new(BATCH_WORDS * 4),
            slab: Shared::new(slab_bytes.max(Slab::MIN_BYTES)),
            told: Shared::new(ToldRows::BYTES),
            commands: Shared::new(CommandRows::BYTES),
            outgoing: Shared::new(OUTGOING_BYTES),
        }
    }
}
