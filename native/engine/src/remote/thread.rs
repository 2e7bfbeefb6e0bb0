//! The I/O thread itself: it waits on a Tokio runtime for the poller, for the alarm and for deadlines.

use super::desk::Desk;
use super::pump::{Pump, Readiness, Wait};
use super::shared::Shared;
use crate::platform::{Platform, SystemClock};
use crate::sync::{Alarm, Arc, Ordering};
use crate::sys::{awaitable, interrupt};
use std::future::pending;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::io::unix::{AsyncFd, AsyncFdReadyGuard};
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep_until;

/// One that comes before the thread waits is lost, so there are several.
const BETWEEN_SIGNALS: Duration = Duration::from_millis(1);

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

/// Wakes a thread that is to end. If somebody has closed the descriptor that Tokio wakes by, a wake panics, and comes to the thread
/// only when a signal ends its wait. False if there is no signal for that either: it is not to be waited for.
pub(super) fn rouse(alarm: &Alarm, thread: &JoinHandle<()>) -> bool {
    // The panic is on stderr, and the thread ends: nobody else has to hear of it.
    let _ = catch_unwind(AssertUnwindSafe(|| alarm.wake()));
    while alarm.is_broken() && !thread.is_finished() {
        if !interrupt::thread(thread) {
            return false;
        }
        std::thread::sleep(BETWEEN_SIGNALS);
    }
    true
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
