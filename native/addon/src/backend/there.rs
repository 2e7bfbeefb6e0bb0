//! The engine on a thread of its own, behind a Tokio runtime: the backend `tokio`.
//!
//! The user's memory stays on this thread: what is to be sent is copied into the engine's memory when it is posted, what
//! was received out of it by JavaScript.

use super::commands::{Asked, Commands};
use super::{Backend, Lent, Parts, Start, Starts};
use crate::ffi::{Js, Lists, Waker};
use napi::Result;
use readyloop_engine::generated::layout::{BATCH_WORDS, CommandKind, SystemCall};
use readyloop_engine::poller::MioPoller;
use readyloop_engine::remote::{Caller, Command, Desk, Start as Posted};
use readyloop_engine::shm::Shared;
use readyloop_engine::sys::{Errno, memory};
use readyloop_engine::{
    AnyEngine, Calls, Engine, Failure, KernelSockets, Operation, Owners, Platform, Refusal, SlotId, Started,
    SystemClock, TURN, Told,
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
    js: Rc<Js>,
    commands: RefCell<Commands>,
    /// None once all is closed.
    caller: RefCell<Option<Caller<Apart>>>,
    /// Where JavaScript sees records.
    rows: RefCell<Shared>,
}

impl There {
    /// Starts the thread.
    pub fn new(
        js: Rc<Js>,
        lists: Lists,
        parts: Parts,
        waker: Waker,
    ) -> std::result::Result<Self, (Errno, &'static str)> {
        let Parts { poller, trace, tables, memory } = parts;
        let commands = RefCell::new(Commands::new(js.clone(), &memory, lists));
        let rows = memory.records.clone();
        let capacity = rows.size() / (BATCH_WORDS * 4);
        let calls = Calls::new(poller, KernelSockets::default(), trace);
        let engine = Engine::new(calls, SystemClock::default(), Desk::default(), tables, memory);
        let started = Caller::start(engine, capacity, Box::new(move || waker.wake()));
        let caller = started.map_err(|(error, syscall)| (Errno::from(error), syscall))?;
        Ok(Self { js, commands, caller: RefCell::new(Some(caller)), rows: RefCell::new(rows) })
    }

    fn caller(&self) -> Option<RefMut<'_, Caller<Apart>>> {
        RefMut::filter_map(self.caller.borrow_mut(), Option::as_mut).ok()
    }
}

/// As many bytes as the user likes, behind others: where there is no memory for them, it is he who is told.
fn append(copied: &mut Vec<u8>, bytes: &[u8]) -> std::result::Result<(), Failure> {
    memory::reserve(copied, bytes.len()).map_err(|errno| Failure::system(errno, SystemCall::Send))?;
    copied.extend_from_slice(bytes);
    Ok(())
}

fn copy(mut lent: Lent<'_>) -> std::result::Result<Box<[u8]>, Refusal> {
    let mut copied = Vec::new();
    append(&mut copied, lent.bytes.slice()).map_err(Refusal::Failed)?;
    Ok(copied.into_boxed_slice())
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
            Start::Send(buffer) => match copy(buffer) {
                Ok(bytes) => Posted::Send(bytes),
                Err(refusal) => return Ok(Err(refusal)),
            },
            Start::SendTo(buffer, to) => match copy(buffer) {
                Ok(bytes) => Posted::SendTo(bytes, Box::new(to)),
                Err(refusal) => return Ok(Err(refusal)),
            },
        };
        if let Some(mut caller) = self.caller() {
            caller.post(Command::Start { slot, operation, start });
        }
        Ok(Ok(Started::Pending))
    }

    /// What is written to one connection without anything between is written as one.
    fn obey(&self) {
        let mut commands = self.commands.borrow_mut();
        let count = commands.count();
        if count == 0 {
            return;
        }
        // Values are looked up only for what is written apart.
        let mut apart = None;
        if let Some(mut caller) = self.caller() {
            let mut bytes = Vec::new();
            let mut asks = false;
            for at in 0..count {
                let Some(row) = commands.row(at) else { continue };
                let slot = row.slot;
                if row.kind == CommandKind::WriteApart {
                    apart.get_or_insert_with(|| self.js.scope());
                }
                let appended = match commands.asked(&row) {
                    // Nothing of the user's is reached from the other thread.
                    None | Some(Asked::Read(_)) => continue,
                    Some(Asked::Demand(demand)) => {
                        caller.post(Command::Demand(slot, demand));
                        continue;
                    }
                    Some(Asked::Gone) => Err(Failure::BUFFER_DETACHED),
                    Some(Asked::Write(written)) => append(&mut bytes, commands.bytes(&written)),
                };
                asks |= row.asks;
                let wrote = match appended {
                    Ok(()) if commands.writes_on(at, count) => continue,
                    Ok(()) => Command::Write { slot, bytes: std::mem::take(&mut bytes), asks },
                    Err(why) => {
                        bytes.clear();
                        Command::FailWrite(slot, why)
                    }
                };
                caller.post(wrote);
                asks = false;
            }
        }
        commands.clear(apart.is_some());
    }

    fn hear(&self, told: Told) {
        if let Some(mut caller) = self.caller() {
            caller.hear(told);
        }
    }

    /// The I/O thread polls all the time, but nobody knows where it is: for a place in the order, this thread asks itself.
    fn poll(&self, among_others: bool) {
        let Some(mut caller) = self.caller() else { return };
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
            record.connection().into_iter().for_each(Owners::own);
        }
        count
    }

    fn delivered(&self) {
        if let Some(mut caller) = self.caller() {
            caller.delivered();
        }
    }

    fn go_on(&self, calls_wait: bool) -> bool {
        !calls_wait && self.caller().is_some_and(|mut caller| caller.go_on())
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
        self.commands.borrow().release();
    }
}
