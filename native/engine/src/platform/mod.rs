//! The world that an engine runs in: a poller, sockets, a clock, and whoever embeds it.
//!
//! An engine meets the world here and nowhere else, so another world can be put under it, such as a simulation. Given the
//! same calls and the same answers it takes the same steps and writes the same trace: nothing else in this crate asks for
//! the time (`clippy.toml`), no loop goes through a map whose order is another one in each process, and chance decides
//! nothing, so a world has none to offer.
//!
//! This room owns the questions, and the operating system's answers to them. It never knows who asks.

mod clock;
mod host;
mod numbered;
mod owners;
mod sockets;

pub use clock::{Clock, SystemClock};
pub use host::Host;
pub use numbered::Numbered;
pub use owners::{Elsewhere, Owners};
pub use sockets::{KernelSockets, Sockets};

use crate::poller::Poller;

/// What an engine runs on. See the room for what it may rely on.
pub trait Platform {
    type Poller: Poller;
    type Sockets: Sockets;
    type Clock: Clock;
    type Host: Host;
    /// Whoever starts an operation waits for what becomes of it at once; else its record always comes with a batch.
    const IMMEDIATE: bool;
}
