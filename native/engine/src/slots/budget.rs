//! How much one direction of one slot may do in one turn, so that a firehose does not starve the others.

/// How many descriptors a turn looks at, how many records JavaScript does, and how many calls it makes for all slots of one
/// kind together (L19).
pub const TURN: usize = 512;

const BYTES: usize = 256 * 1024;

#[derive(Clone, Copy, Default)]
pub(crate) struct Budget {
    /// The turn in which something was taken last; none at first.
    turn: Option<u64>,
    bytes: usize,
    calls: u32,
}

impl Budget {
    /// How many system calls a slot has in a turn that it shares with nobody.
    pub(crate) const CALLS: u32 = 64;

    /// Whether there is something left of a share of so many calls.
    pub(crate) fn has_left(&self, turn: u64, share: u32) -> bool {
        self.is_whole(turn) || self.calls < share && self.bytes < BYTES
    }

    /// Whether nothing of this turn's share was taken.
    pub(crate) fn is_whole(&self, turn: u64) -> bool {
        self.turn != Some(turn)
    }

    /// Takes one system call out of this turn's share. Whether it is the turn's first.
    pub(crate) fn take_call(&mut self, turn: u64) -> bool {
        let first = self.is_whole(turn);
        if first {
            *self = Self { turn: Some(turn), bytes: 0, calls: 0 };
        }
        self.calls += 1;
        first
    }

    pub(crate) fn add_bytes(&mut self, count: usize) {
        self.bytes += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_spent_by_calls_or_by_bytes_and_comes_back_each_turn() {
        let mut budget = Budget::default();
        assert!(budget.is_whole(0));
        assert!(budget.take_call(0), "also of the first turn of all");
        assert!(budget.take_call(1));
        assert!(!budget.take_call(1));
        assert!(budget.has_left(1, 3));
        assert!(!budget.has_left(1, 2));
        assert!(budget.has_left(2, 1));
        assert!(budget.take_call(2));
        budget.add_bytes(BYTES);
        assert!(!budget.has_left(2, Budget::CALLS));
        assert!(budget.has_left(3, 1));
    }
}
