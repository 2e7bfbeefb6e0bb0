//! System calls as they are, for tests: what they do and tell does not pass through the engine under test.
//!
//! Each returns what the kernel returned, or the negative errno.

pub mod addresses;
mod answer;
pub mod descriptors;
pub mod polling;
pub mod process;
pub mod sockets;
