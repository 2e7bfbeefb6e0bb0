//! One world's exploration: every reachable state, breadth first, in the order in which the TypeScript explorer takes them.
//!
//! This room owns that order, and the states and edges that were found. What a piece of a world does is learned by `trees`.

mod asked;
mod claims;
mod exploring;
mod run;
mod settling;

pub use asked::{Broken, Claim, Explored, Limit, Search, Setup, Told, World};

use run::Run;

/// A search over states of a width that there is code for.
pub fn make(setup: Setup) -> Result<Box<dyn Search>, String> {
    macro_rules! widths {
        ($($width:literal)*) => {
            match setup.words {
                $(words if words <= $width => Ok(Box::new(Run::<$width>::new(setup)?)),)*
                words => Err(format!("a state of {words} words, where 32 are the most there is code for")),
            }
        };
    }
    widths!(1 2 3 4 5 6 7 8 12 16 24 32)
}
