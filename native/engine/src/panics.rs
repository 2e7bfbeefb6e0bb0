//! Has the engine panic, for tests of what is left then. Only a test build can.

use std::cell::Cell;

thread_local! {
    /// How many steps are left until the panic; none: there will be none.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Lets so many steps of this thread's engines be taken, and panics in the one behind them; or, again, never. How many were
/// left until then; none if the panic has been.
pub fn panic_after(steps: Option<u32>) -> Option<u32> {
    LEFT.replace(steps)
}

pub(crate) fn count_step() {
    match LEFT.get() {
        None => {}
        Some(0) => {
            LEFT.set(None);
            panic!("a test wanted a panic");
        }
        Some(left) => LEFT.set(Some(left - 1)),
    }
}
