//! The engine on a thread of its own, behind a Tokio runtime: the backend `tokio`.
//!
//! The user's memory stays on this thread: what is to be sent is copied into the engine's memory when it is posted, what
//! was received out of it by JavaScript.

use super::{Backend, Lent, Start, Starts};
use crate::ffi::Waker;
use crate::owned::Owned;
use napi::Result;
use readyloop_engine::generated::layout::BATCH_WORDS;
use readyloop_engine::poller::MioPoller;
use readyloop_engine::remote::{Caller, Command, Desk, Start as Posted};
use readyloop_engine::shm::Shared;
use readyloop_engine::sys::Errno;
use readyloop_engine::{
    AnyEngine, Calls, Engine, KernelSockets, Memory, Operation, Platform, SlotId, Started, SystemClock, TURN, Tables,
    Told, Trace,
};
use std::cell::{RefCell, RefMut};
use std::rc::Rc;

/// The real poller and the real sockets, away from JavaScript.
struct Apart;

impl Platform for Apart {
    type Poller = MioPoller;
    type Sockets = KernelSockets;
    type Clock = SystemClock;
    type Host = Desk;
    const IMMEDIATE: bool = false;
}

pub struct There {
    owned: Rc<Owned>,
    /// None once all is closed.
    caller: RefCell<Option<Caller<Apart>>>,
    /// Where JavaScript sees records.
    rows: RefCell<Shared>,
}

impl There {
    /// Starts the thread.
    pub fn new(
        owned: Rc<Owned>,
        poller: MioPoller,
        trace: Trace,
        tables: Tables,
        memory: Memory,
        waker: Waker,
    ) -> std::result::Result<Self, (Errno, &'static str)> {
        let rows = memory.records.clone();
        let capacity = rows.size() / (BATCH_WORDS * 4);
        let calls = Calls::new(poller, KernelSockets, trace);
        let engine = Engine::new(calls, SystemClock::default(), Desk::default(), tables, memory);
        let started = Caller::start(engine, capacity, Box::new(move || waker.wake()));
        let caller = started.map_err(|(error, syscall)| (Errno::from(error), syscall))?;
        Ok(Self { owned, caller: RefCell::new(Some(caller)), rows: RefCell::new(rows) })
    }

    fn caller(&self) -> Option<RefMut<'_, Caller<Apart>>> {
        RefMut::filter_map(self.caller.borrow_mut(), Option::as_mut).ok()
    }
}

fn copy(mut lent: Lent<'_>) -> Box<[u8]> {
    Box::from(&*lent.bytes.slice())
}

impl Backend for There {
    fn with(&self, body: &mut dyn FnMut(&mut dyn AnyEngine)) {
        if let Some(caller) = self.caller() {
            caller.call(|engine| body(engine));
        }
    }

    fn start(&self, slot: SlotId, operation: Operation, start: Start<'_>) -> Result<Starts> {
        let start = match start {
            Start::Accept => Posted::Accept,
            Start::Connect(to) => Posted::Connect(Box::new(to)),
            Start::Receive(max) => Posted::Receive(max),
            Start::ReceiveFrom(max) => Posted::ReceiveFrom(max),
            Start::ReceiveInto(buffer) => Posted::Receive(buffer.bytes.len()),
            Start::Send(buffer) => Posted::Send(copy(buffer)),
            Start::SendTo(buffer, to) => Posted::SendTo(copy(buffer), Box::new(to)),
        };
        if let Some(mut caller) = self.caller() {
            caller.post(Command::Start { slot, operation, start });
        }
        Ok(Ok(Started::Pending))
    }

    fn hear(&self, told: Told) {
        if let Some(mut caller) = self.caller() {
            caller.hear(told);
        }
    }

    /// The I/O thread polls all the time, but nobody knows where it is: for a place in the order, this thread asks itself.
    fn poll(&self, among_others: bool) {
        let Some(caller) = self.caller() else { return };
        caller.listen();
        if among_others {
            caller.poll();
        }
    }

    fn waiting(&self) -> usize {
        self.caller().map_or(0, |caller| caller.waiting().min(TURN))
    }

    fn fill(&self, first: usize, limit: usize) -> usize {
        let Some(mut caller) = self.caller() else { return 0 };
        let mut rows = self.rows.borrow_mut();
        let capacity = (rows.size() / (BATCH_WORDS * 4)).saturating_sub(first);
        let batch = caller.take(limit.min(capacity));
        let count = batch.len();
        for (row, record) in (first..).zip(batch) {
            rows.write_words(row * BATCH_WORDS, &record.0);
            record.connection().into_iter().for_each(|fd| self.owned.insert(fd));
        }
        count
    }

    fn delivered(&self) {
        if let Some(caller) = self.caller() {
            caller.delivered();
        }
    }

    /// The I/O thread does by itself.
    fn go_on(&self) -> bool {
        false
    }

    fn flush(&self) {
        if let Some(mut caller) = self.caller() {
            caller.flush();
        }
    }

    /// Records that came since the last turn were announced.
    fn restless(&self) -> bool {
        self.caller().is_some_and(|caller| caller.is_broken() || caller.has_untold())
    }

    /// The I/O thread keeps its own deadlines.
    fn deadline(&self) -> Option<u64> {
        None
    }

    fn close(&self) {
        if let Some(mut caller) = self.caller() {
            caller.close();
        }
    }

    fn abandon(&self) {
        if let Some(mut caller) = self.caller() {
            caller.abandon();
        }
    }

    fn wreck(&self) {
        if let Some(mut caller) = self.caller() {
            caller.wreck();
        }
    }

    fn is_broken(&self) -> bool {
        self.caller().is_some_and(|caller| caller.is_broken())
    }

    fn end(&self) {
        if let Some(mut caller) = self.caller() {
            caller.end();
        }
    }

    fn release(&self) {
        drop(self.caller.borrow_mut().take());
    }
}
