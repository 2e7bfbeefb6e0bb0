//! How much one direction of one slot may do in one turn, so that a firehose does not starve the others.

const BYTES: usize = 256 * 1024;
const CALLS: u32 = 64;

#[derive(Clone, Copy, Default)]
pub struct Budget {
    turn: u64,
    bytes: usize,
    calls: u32,
}

impl Budget {
    /// Takes one system call out of this turn's share; false if the share is used up.
    pub fn take_call(&mut self, turn: u64) -> bool {
        if self.turn != turn {
            *self = Self { turn, bytes: 0, calls: 0 };
        }
        let left = self.calls < CALLS && self.bytes < BYTES;
        self.calls += u32::from(left);
        left
    }

    pub fn add_bytes(&mut self, count: usize) {
        self.bytes += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_spent_by_calls_or_by_bytes_and_comes_back_each_turn() {
        let mut budget = Budget::default();
        for _ in 0..CALLS {
            assert!(budget.take_call(1));
        }
        assert!(!budget.take_call(1));
        assert!(budget.take_call(2));
        budget.add_bytes(BYTES);
        assert!(!budget.take_call(2));
        assert!(budget.take_call(3));
    }
}
