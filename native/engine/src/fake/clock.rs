//! A clock that stands until a test sets it.

use crate::platform::Clock;

#[derive(Default)]
pub(crate) struct FakeClock {
    pub now: u64,
}

impl Clock for FakeClock {
    fn now(&self) -> u64 {
        self.now
    }
}
