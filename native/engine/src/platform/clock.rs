//! Time, as the engine asks for it.

use std::time::Instant;

/// A clock that only goes forward.
pub trait Clock {
    /// In milliseconds, since a moment of its own.
    fn now(&self) -> u64;
}

/// The operating system's, from the moment when it was made.
#[derive(Clone, Copy)]
pub struct SystemClock(Instant);

impl SystemClock {
    /// The moment at which it says so many milliseconds.
    #[cfg(not(interleave))]
    pub(crate) fn instant(&self, millis: u64) -> Instant {
        self.0 + std::time::Duration::from_millis(millis)
    }
}

#[expect(clippy::disallowed_methods, reason = "here is where time comes from")]
impl Default for SystemClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

#[expect(clippy::disallowed_methods, reason = "here is where time comes from")]
impl Clock for SystemClock {
    fn now(&self) -> u64 {
        self.0.elapsed().as_millis() as u64
    }
}
