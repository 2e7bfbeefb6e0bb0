//! The I/O thread itself: it waits on a Tokio runtime for the poller, for the alarm and for deadlines.

use super::desk::Desk;
use super::pump::{Pump, Readiness, Wait};
use super::shared::Shared;
use crate::platform::{Platform, SystemClock};
use crate::sync::{Arc, Ordering};
use crate::sys::awaitable;
use std::future::pending;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use std::time::Instant;
use tokio::io::unix::{AsyncFd, AsyncFdReadyGuard};
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep_until;

/// The runtime of one I/O thread, and the one descriptor that it watches: the poller's own.
pub(super) struct Source {
    runtime: Runtime,
    poller: AsyncFd<OwnedFd>,
}

impl Source {
    pub(super) fn new(poller: RawFd) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let entered = runtime.enter();
        let poller = awaitable::poller(poller)?;
        drop(entered);
        Ok(Self { runtime, poller })
    }
}

pub(super) fn spawn<P>(shared: Arc<Shared<P>>, source: Source, clock: SystemClock) -> io::Result<JoinHandle<()>>
where
    P: Platform<Host = Desk, Clock = SystemClock> + 'static,
    P::Poller: AsRawFd + Send,
    P::Sockets: Send,
{
    let body = move || {
        let Source { runtime, poller } = source;
        let pumping = AssertUnwindSafe(|| runtime.block_on(run(&shared, &poller, clock)));
        if catch_unwind(pumping).is_err() {
            shared.broken.store(true, Ordering::Release);
            shared.announce();
        }
    };
    std::thread::Builder::new().name("readyloop-io".to_owned()).spawn(body)
}

async fn run<P: Platform<Host = Desk>>(shared: &Shared<P>, poller: &AsyncFd<OwnedFd>, clock: SystemClock) {
    let mut pump = Pump::new(shared, poller);
    loop {
        match pump.go_on() {
            Wait::ForAnything(deadline) => tokio::select! {
                () = shared.alarm.woken() => {}
                _ = poller.readable() => {}
                () = until(deadline.map(|due| clock.instant(due))) => {}
            },
            Wait::ForRoom => shared.alarm.woken().await,
            Wait::Ended => return,
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline.into()).await,
        None => pending().await,
    }
}

impl<'a> Readiness for &'a AsyncFd<OwnedFd> {
    type Guard = AsyncFdReadyGuard<'a, OwnedFd>;

    /// As Tokio knows it now, without waiting.
    fn guard(&self) -> Option<Self::Guard> {
        let mut context = Context::from_waker(Waker::noop());
        match self.poll_read_ready(&mut context) {
            Poll::Ready(Ok(guard)) => Some(guard),
            _ => None,
        }
    }

    fn clear(&self, mut guard: Self::Guard) {
        guard.clear_ready();
    }
}
