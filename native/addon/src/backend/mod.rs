//! Where an engine runs: on the thread of its JavaScript, or on one of its own.
//!
//! This room owns the engine, and the user's memory for as long as an operation needs it. It never decides when a turn is
//! taken.

mod chunks;
mod commands;
mod here;
mod there;
mod user;

pub use here::Here;
pub use there::There;

use crate::ffi::Bytes;
use napi::{Result, Unknown};
use readyloop_engine::poller::MioPoller;
use readyloop_engine::{AnyEngine, Memory, Operation, Refusal, SlotId, Started, Tables, Told, Trace};
use socket2::SockAddr;

/// What an engine is made of.
pub struct Parts {
    pub poller: MioPoller,
    pub trace: Trace,
    pub tables: Tables,
    pub memory: Memory,
}

/// An operation that is to be started, and what it takes.
pub enum Start<'a> {
    Accept,
    Connect(SockAddr),
    Receive(usize),
    ReceiveFrom(usize),
    ReceiveInto(Lent<'a>),
    Send(Lent<'a>),
    SendTo(Lent<'a>, SockAddr),
}

/// A buffer of the user's: its bytes, during the call that lends it; and the value, which can be kept for longer.
pub struct Lent<'a> {
    pub value: Unknown<'a>,
    pub bytes: Bytes,
}

/// What became of an operation in the call that started it, or why it did not begin.
pub type Starts = std::result::Result<Started, Refusal>;

/// An engine and the way to it. All of this is called on JavaScript's thread.
pub trait Backend {
    /// Calls the engine; not once everything is closed.
    fn with(&self, body: &mut dyn FnMut(&mut dyn AnyEngine));

    fn start(&self, id: SlotId, operation: Operation, start: Start<'_>) -> Result<Starts>;

    /// Does what JavaScript asks of connections.
    fn obey(&self);

    /// JavaScript has told its users.
    fn hear(&self, told: Told);

    /// The I/O of a turn: finds out what there is. `among_others`: the turn runs queued calls or timers too, and what is
    /// ready by now belongs between them (L7).
    fn poll(&self, among_others: bool);

    /// How many records wait for JavaScript, as far as one turn looks at them.
    fn waiting(&self) -> usize;

    /// Moves up to `limit` records to where JavaScript sees them, from the row `first` on; more may wait than fit.
    fn fill(&self, first: usize, limit: usize) -> usize;

    /// JavaScript has taken all that the records filled last point to.
    fn delivered(&self);

    /// Has those go on that came with this turn and found no room before, or what its batch has begun, unless
    /// queued calls come before that (L7). Whether there are records again.
    fn go_on(&self, calls_wait: bool) -> bool;

    /// The end of a turn, or of a call outside of one.
    fn flush(&self);

    /// Whether another turn has to be taken although nobody would ask for it.
    fn restless(&self) -> bool;

    /// When to take a turn at the latest, in milliseconds of the engine's clock.
    fn deadline(&self) -> Option<u64>;

    /// Closes the engine; its last records wait, or are waited for.
    fn close(&self);

    /// Closes the engine when nobody will look at records any more: connections that stand in them are closed.
    fn abandon(&self);

    /// Gives back what an engine has that a panic has broken.
    fn wreck(&self);

    /// Whether a panic elsewhere has broken the engine.
    fn is_broken(&self) -> bool;

    /// Nothing asks for turns any more when this returns.
    fn end(&self);

    /// Closes all that the engine has open.
    fn release(&self);
}
