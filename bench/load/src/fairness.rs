//! How evenly the answers fall to the connections: a rate alone cannot tell who was left out for it.

use serde_json::{Value, json};

/// What one connection got.
#[derive(Clone, Default)]
struct Share {
    answers: u64,
    /// Answers of all connections up to and with its own last one.
    last: u64,
}

pub struct Fairness {
    shares: Vec<Share>,
    /// Answers of all connections.
    answers: u64,
    overtaken: u64,
}

impl Fairness {
    pub fn new(connections: usize) -> Self {
        Self { shares: vec![Share::default(); connections], answers: 0, overtaken: 0 }
    }

    pub fn clear(&mut self) {
        *self = Self::new(self.shares.len());
    }

    /// `count` answers came to `connection`, at once.
    pub fn record(&mut self, connection: usize, count: u64) {
        let share = &mut self.shares[connection];
        self.overtaken = self.overtaken.max(self.answers - share.last);
        self.answers += count;
        share.answers += count;
        share.last = self.answers;
    }

    /// What the connection with the fewest answers got of what it would have if all got the same: 0 is nothing at all.
    fn slowest(&self) -> f64 {
        self.of_mean(self.shares.iter().map(|share| share.answers).min())
    }

    /// The same of the connection with the most answers.
    fn fastest(&self) -> f64 {
        self.of_mean(self.shares.iter().map(|share| share.answers).max())
    }

    /// The most answers that others got while one connection got none: between two of its own, before its first, or since
    /// its last, for who waits still has been overtaken too.
    fn overtaken(&self) -> u64 {
        let waiting = self.shares.iter().map(|share| self.answers - share.last);
        waiting.fold(self.overtaken, u64::max)
    }

    pub fn report(&self, shown: &mut Value) {
        shown["slowest"] = json!(self.slowest());
        shown["fastest"] = json!(self.fastest());
        shown["overtaken"] = json!(self.overtaken());
    }

    fn of_mean(&self, answers: Option<u64>) -> f64 {
        let all = self.answers.max(1); // where nobody got any, each got nothing
        (answers.unwrap_or(0) * self.shares.len() as u64) as f64 / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(connections: usize, order: &[usize]) -> Fairness {
        let mut fairness = Fairness::new(connections);
        for connection in order {
            fairness.record(*connection, 1);
        }
        fairness
    }

    #[test]
    fn in_turn_is_even_and_each_is_overtaken_once_by_every_other() {
        let fairness = answered(3, &[0, 1, 2, 0, 1, 2, 0, 1, 2]);
        assert_eq!((fairness.slowest(), fairness.fastest()), (1.0, 1.0));
        assert_eq!(fairness.overtaken(), 2);
    }

    #[test]
    fn shares_are_of_the_mean() {
        let fairness = answered(4, &[0, 0, 0, 0, 0, 1, 2, 3]);
        assert_eq!((fairness.slowest(), fairness.fastest()), (0.5, 2.5));
    }

    #[test]
    fn who_got_nothing_shows_and_so_does_a_run_without_any_answer() {
        let starved = answered(2, &[0, 0, 0]);
        assert_eq!((starved.slowest(), starved.fastest(), starved.overtaken()), (0.0, 2.0, 3));
        let silent = answered(2, &[]);
        assert_eq!((silent.slowest(), silent.fastest(), silent.overtaken()), (0.0, 0.0, 0));
    }

    #[test]
    fn overtaking_counts_what_others_got_meanwhile() {
        assert_eq!(answered(3, &[0, 1, 2, 1, 1, 0]).overtaken(), 4);
    }

    #[test]
    fn a_wait_that_is_still_open_counts() {
        assert_eq!(answered(2, &[0, 1, 0, 0, 0, 0]).overtaken(), 4);
    }

    #[test]
    fn nobody_overtakes_by_several_of_ones_own_at_once() {
        let mut fairness = Fairness::new(2);
        fairness.record(0, 4);
        fairness.record(1, 4);
        fairness.record(0, 4);
        assert_eq!(fairness.overtaken(), 4);
        assert_eq!(fairness.fastest(), 8.0 * 2.0 / 12.0);
    }

    #[test]
    fn answers_of_the_warm_up_are_forgotten() {
        let mut fairness = answered(2, &[0, 0, 0, 1]);
        fairness.clear();
        fairness.record(0, 1);
        fairness.record(1, 1);
        assert_eq!((fairness.slowest(), fairness.fastest(), fairness.overtaken()), (1.0, 1.0, 1));
    }
}
