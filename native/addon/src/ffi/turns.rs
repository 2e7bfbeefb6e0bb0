//! What libuv and the environment call.

use std::rc::Rc;

/// Somebody who has turns taken by libuv, until his last handle is closed. Each handle holds him, and so does the watch over
/// the environment's end.
pub trait Turns: 'static {
    /// There is something new to take a turn for.
    fn turn_for_news(&self);

    /// libuv's loop has gone round, as was asked for.
    fn turn_again(&self);

    /// A turn has panicked.
    fn fail(&self);

    /// One of the handles is gone.
    fn handle_closed(self: &Rc<Self>);

    /// No JavaScript runs any more, and soon there is no environment.
    fn environment_ends(&self);
}
