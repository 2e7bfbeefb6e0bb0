//! The descriptors that an environment's sockets own: when a worker ends, in whatever way, nobody else can close them.

use napi::{Env, Result};
use readyloop_engine::sys::socket;
use std::cell::RefCell;
use std::collections::HashSet;
use std::os::fd::RawFd;
use std::rc::Rc;

/// Those of one environment.
#[derive(Default)]
pub struct Owned(RefCell<HashSet<RawFd>>);

impl Owned {
    /// The environment's own; made when it is first asked for.
    pub fn of(env: &Env) -> Result<Rc<Self>> {
        if let Some(owned) = env.get_instance_data::<Rc<Self>>()? {
            return Ok(owned.clone());
        }
        let owned = Rc::new(Self::default());
        // Finalized behind all cleanup hooks: by then no loop has any of them registered.
        env.set_instance_data(owned.clone(), (), |context| context.value.close_all())?;
        Ok(owned)
    }

    pub fn insert(&self, fd: RawFd) {
        self.0.borrow_mut().insert(fd);
    }

    /// The number is closed, or somebody else's from now on.
    pub fn remove(&self, fd: RawFd) {
        self.0.borrow_mut().remove(&fd);
    }

    fn close_all(&self) {
        for fd in self.0.take() {
            // Nobody is left who could be told of an error.
            let _ = socket::close(fd);
        }
    }
}
