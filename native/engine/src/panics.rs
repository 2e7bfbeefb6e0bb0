//! Has the engine panic, for tests of what is left then. Only a test build can.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// No panic is wanted.
const NEVER: i64 = -1;

/// How many steps are left until the panic. A thread's engines share one, wherever they run.
#[derive(Clone)]
pub(crate) struct Countdown(Arc<AtomicI64>);

thread_local! {
    static OF_THREAD: Countdown = Countdown(Arc::new(AtomicI64::new(NEVER)));
}

impl Countdown {
    pub(crate) fn of_thread() -> Self {
        OF_THREAD.with(Self::clone)
    }

    pub(crate) fn count_step(&self) {
        let Self(left) = self;
        let counted = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| (left > NEVER).then(|| left - 1));
        assert!(counted != Ok(0), "a test wanted a panic");
    }
}

/// Lets so many steps of the engines that this thread makes be taken, and panics in the one behind them; or, again, never.
/// How many were left until then; none if the panic has been.
pub fn panic_after(steps: Option<u32>) -> Option<u32> {
    let Countdown(left) = Countdown::of_thread();
    u32::try_from(left.swap(steps.map_or(NEVER, i64::from), Ordering::Relaxed)).ok()
}
