//! How a thread tells another one, once, that there is something to look at.

use crate::sync::{AtomicBool, Ordering};

/// A flag that one side sets *behind* what it has done and the other takes down *before* it looks (L14).
///
/// Both are exchanges and no plain stores: whoever finds the flag as the other side left it sees all that the other did
/// before. So either the one that looks finds everything, or the one that rings hears that it has to wake it (S5).
#[derive(Default)]
pub(super) struct Bell(AtomicBool);

impl Bell {
    /// Whether the other side has to be woken: it has not looked since the bell was last rung.
    pub(super) fn ring(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }

    /// Whether it was rung, and nobody has looked since.
    pub(super) fn is_up(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Takes the flag down; whether it was up.
    pub(super) fn answer(&self) -> bool {
        self.0.swap(false, Ordering::AcqRel)
    }
}
