//! What the I/O thread does between two waits: it steps the table of `pump`, and does what that asks for.

use super::desk::Desk;
use super::shared::Shared;
use crate::engine::Engine;
use crate::generated::pump::{self, Actions, Event, State};
use crate::platform::Platform;
use crate::sync::Ordering;

/// What the thread waits for, until it is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The alarm, the poller, or this moment of the platform's clock.
    ForAnything(Option<u64>),
    /// The alarm alone.
    ForRoom,
    /// Nothing more.
    Ended,
}

/// What follows a step.
enum Next {
    Answer(Event),
    Wait(Wait),
}

/// What is known of the poller without asking it.
pub(super) trait Readiness {
    /// Knows what it was taken at: it clears nothing that came since.
    type Guard;

    /// One, if something is to be polled.
    fn guard(&self) -> Option<Self::Guard>;
    fn clear(&self, guard: Self::Guard);
}

pub(super) struct Pump<'a, P: Platform, R: Readiness> {
    shared: &'a Shared<P>,
    poller: R,
    state: State,
    guard: Option<R::Guard>,
    next: Next,
}

impl<'a, P: Platform<Host = Desk>, R: Readiness> Pump<'a, P, R> {
    /// Of a thread that is woken for the first time by its beginning.
    pub(super) fn new(shared: &'a Shared<P>, poller: R) -> Self {
        Self { shared, poller, state: State::ALL[0], guard: None, next: Next::Answer(Event::Woken) }
    }

    /// Whether the engine is whole.
    fn serve_all(&self) -> bool {
        let Some(mut inside) = self.shared.enter_as_it_is() else { return false };
        while inside.serve_one() {
            if !inside.let_others_in() {
                return false;
            }
        }
        true
    }

    /// Takes what the poller has, and what was left over. Whether the poller may have more; none if the engine is broken.
    fn take_turn(&self) -> Option<bool> {
        let mut inside = self.shared.enter_as_it_is()?;
        let more = inside.engine.ask();
        if !inside.each(Engine::look) || !inside.each(Engine::call_next) {
            return None;
        }
        inside.engine.retry();
        Some(more)
    }

    /// Goes on until there is something to wait for.
    pub(super) fn go_on(&mut self) -> Wait {
        self.shared.asleep.store(false, Ordering::Relaxed);
        loop {
            match std::mem::replace(&mut self.next, Next::Answer(Event::Woken)) {
                Next::Answer(event) => pump::step(&pump::TABLE, self.state, event, self),
                Next::Wait(wait) => return wait,
            }
        }
    }
}

impl<P: Platform<Host = Desk>, R: Readiness> Actions for Pump<'_, P, R> {
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
        let ending = self.shared.ending.load(Ordering::Acquire) || !self.serve_all();
        self.next = Next::Answer(if ending { Event::Ending } else { Event::Served });
    }

    /// Of readiness as Tokio knows it now: what comes later is not this guard's to clear (F13).
    fn take_guard(&mut self) {
        self.guard = self.poller.guard();
    }

    fn poll(&mut self) {
        let more = self.take_turn().unwrap_or(false);
        self.next = Next::Answer(if more { Event::Polled } else { Event::PolledAll });
    }

    fn clear_readiness(&mut self) {
        if let Some(guard) = self.guard.take() {
            self.poller.clear(guard);
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
            // It sleeps next, unless somebody wakes it. Who is told of records may be quicker than it.
            self.shared.asleep.store(matches!(event, Event::AllHanded), Ordering::Relaxed);
            if news {
                self.shared.announce();
            }
        }
        self.next = Next::Answer(event);
    }

    fn wait(&mut self) {
        let deadline = self.shared.enter_as_it_is().and_then(|inside| inside.awaited);
        self.next = Next::Wait(Wait::ForAnything(deadline));
    }

    fn note_stalled(&mut self) {
        self.shared.stalled.ring();
    }

    fn wait_for_room(&mut self) {
        self.next = Next::Wait(Wait::ForRoom);
    }

    fn leave(&mut self) {
        self.next = Next::Wait(Wait::Ended);
    }
}
