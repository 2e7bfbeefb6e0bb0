//! The name of a slot, which no other slot ever has.

/// Names a slot for as long as it lives: a number that is used again comes with another generation (L6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotId {
    pub index: u32,
    pub generation: u32,
}

impl SlotId {
    /// How many slots there can be at a time; a key has this many indices to a generation.
    pub const LIMIT: u32 = 1 << 20;

    /// The slot as one number that JavaScript holds exactly.
    pub fn key(self) -> f64 {
        f64::from(self.generation) * f64::from(Self::LIMIT) + f64::from(self.index)
    }

    /// The slot that a key names, dead or alive.
    pub fn from_key(key: f64) -> Self {
        let key = key as u64;
        let limit = u64::from(Self::LIMIT);
        Self { index: (key % limit) as u32, generation: (key / limit) as u32 }
    }

    /// The slot as the poller carries it.
    pub fn token(self) -> usize {
        (self.generation as usize) << 32 | self.index as usize
    }

    pub fn from_token(token: usize) -> Self {
        Self { index: token as u32, generation: (token >> 32) as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_a_token_name_the_same_slot_again() {
        let id = SlotId { index: SlotId::LIMIT - 1, generation: u32::MAX >> 1 };
        assert_eq!(SlotId::from_key(id.key()), id);
        assert_eq!(SlotId::from_token(id.token()), id);
        assert!(id.key() < 2f64.powi(53));
    }
}
