//! The I/O thread: it steps the table of `pump`, and does what that asks for.

use super::desk::Desk;
use super::shared::Shared;
use crate::engine::Platform;
use crate::generated::pump::{self, Actions, Event, State};
use crate::sync::{Arc, Ordering};
use crate::sys::readiness;
use std::future::pending;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use tokio::io::unix::{AsyncFd, AsyncFdReadyGuard};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, sleep_until};

/// The runtime of one I/O thread, and the one descriptor that it watches: the poller's own.
pub struct Source {
    runtime: Runtime,
    poller: AsyncFd<OwnedFd>,
}

impl Source {
    pub fn new(poller: RawFd) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let entered = runtime.enter();
        let poller = readiness::of(poller)?;
        drop(entered);
        Ok(Self { runtime, poller })
    }
}

pub fn spawn<P>(shared: Arc<Shared<P>>, source: Source) -> io::Result<JoinHandle<()>>
where
    P: Platform<Host = Desk> + 'static,
    P::Poller: AsRawFd + Send,
    P::Sockets: Send,
{
    let body = move || {
        let Source { runtime, poller } = source;
        let pumping = AssertUnwindSafe(|| runtime.block_on(run(&shared, &poller)));
        if catch_unwind(pumping).is_err() {
            shared.broken.store(true, Ordering::Release);
            shared.announce();
        }
    };
    std::thread::Builder::new().name("readyloop-io".to_owned()).spawn(body)
}

async fn run<P: Platform<Host = Desk>>(shared: &Shared<P>, poller: &AsyncFd<OwnedFd>) {
    let mut pump = Pump { shared, poller, state: State::ALL[0], guard: None, next: Next::Answer(Event::Woken) };
    loop {
        let event = match pump.next {
            Next::Answer(event) => event,
            Next::Wait(deadline) => {
                tokio::select! {
                    () = shared.woken() => {}
                    _ = poller.readable() => {}
                    () = until(deadline) => {}
                }
                Event::Woken
            }
            Next::WaitForRoom => {
                shared.woken().await;
                Event::Woken
            }
            Next::End => return,
        };
        pump::step(&pump::TABLE, pump.state, event, &mut pump);
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => pending().await,
    }
}

/// What follows a step.
enum Next {
    Answer(Event),
    /// The poller, a notification, or this moment.
    Wait(Option<Instant>),
    /// A notification.
    WaitForRoom,
    End,
}

struct Pump<'a, P: Platform> {
    shared: &'a Shared<P>,
    poller: &'a AsyncFd<OwnedFd>,
    state: State,
    guard: Option<AsyncFdReadyGuard<'a, OwnedFd>>,
    next: Next,
}

impl<P: Platform<Host = Desk>> Actions for Pump<'_, P> {
    fn stepped(&mut self, _event: Event, _before: State, after: State) {
        self.state = after;
    }

    /// The thread has nobody to answer to but itself.
    fn forbidden(&mut self, event: Event, state: State) {
        panic!("the pump met {event:?} in {state:?}, which its table forbids");
    }

    fn clear_pending(&mut self) {
        self.shared.posted.answer();
    }

    fn serve(&mut self) {
        let ending = self.shared.ending.load(Ordering::Acquire) || self.shared.enter().is_none();
        self.next = Next::Answer(if ending { Event::Ending } else { Event::Served });
    }

    /// Of readiness as Tokio knows it now: what comes later is not this guard's to clear (F13).
    fn take_guard(&mut self) {
        let mut context = Context::from_waker(Waker::noop());
        self.guard = match self.poller.poll_read_ready(&mut context) {
            Poll::Ready(Ok(guard)) => Some(guard),
            _ => None,
        };
    }

    fn poll(&mut self) {
        let mut any = false;
        if let Some(mut inside) = self.shared.enter_as_it_is() {
            any = inside.engine.ask();
            while inside.engine.look() {
                inside.let_others_in();
            }
            inside.engine.go_on();
        }
        self.next = Next::Answer(if any { Event::Polled } else { Event::PolledNothing });
    }

    fn clear_readiness(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            guard.clear_ready();
        }
    }

    fn hand(&mut self) {
        let mut event = Event::AllHanded;
        if let Some(mut inside) = self.shared.enter_as_it_is() {
            let news = inside.engine.waiting() > 0;
            if !inside.hand() {
                event = Event::NoRoom;
            } else if inside.engine.restless() {
                event = Event::Restless;
            }
            inside.awaited = inside.engine.deadline();
            drop(inside);
            if news {
                self.shared.announce();
            }
        }
        self.next = Next::Answer(event);
    }

    fn wait(&mut self) {
        let deadline = self.shared.enter_as_it_is().and_then(|mut inside| {
            let deadline = inside.awaited?;
            Some(inside.engine.host().instant(deadline).into())
        });
        self.next = Next::Wait(deadline);
    }

    fn note_stalled(&mut self) {
        self.shared.stalled.ring();
    }

    fn wait_for_room(&mut self) {
        self.next = Next::WaitForRoom;
    }

    fn leave(&mut self) {
        self.next = Next::End;
    }
}
