//! The sockets of an environment: when a worker ends, in whatever way, nobody else can close them.

use napi::{Env, Result};
use readyloop_engine::Owners;
use readyloop_engine::sys::socket;

/// Has those of the calling thread closed at the end of its environment.
struct ClosedAtEnd;

/// Has all that is owned here closed when the environment ends. Whoever is handed descriptors without being called asks for it
/// beforehand.
pub fn see_to_end(env: &Env) -> Result<()> {
    if env.get_instance_data::<ClosedAtEnd>()?.is_some() {
        return Ok(());
    }
    // Finalized behind all cleanup hooks: by then no loop has any of them registered.
    env.set_instance_data(ClosedAtEnd, (), |_| {
        for fd in Owners::disown_all() {
            // Nobody is left who could be told of an error.
            let _ = socket::close(fd);
        }
    })
}
