//! The engine itself: slots, one queue of events, and the tables that answer them.

use crate::backoffs::Backoffs;
use crate::batch::{Batch, Record};
use crate::calls::{Calls, Sockets};
use crate::generated::layout::{BATCH_WORDS, BatchKind, SystemCall, UserCall, batch_field};
use crate::generated::{Machine, Runner, accept, connect, receive, send, watch};
use crate::lines::{Goal, Lines};
use crate::poller::{Interest, Poller, Readiness};
use crate::shm::Shared;
use crate::slab::Slab;
use crate::slot::{Direction, Failure, Operation, Slot, SlotId};
use crate::slots::Slots;
use crate::tables::Tables;
use crate::told::{Told, ToldRows};
use crate::turnstiles::Turnstiles;
use std::collections::{HashMap, VecDeque};
use std::os::fd::RawFd;

/// What an engine runs on.
pub trait Platform {
    type Poller: Poller;
    type Sockets: Sockets;
    type Host: Host;
    /// Whoever starts an operation waits for what becomes of it at once; else its record always comes with a batch.
    const IMMEDIATE: bool;
}

/// What the engine needs of whoever embeds it.
pub trait Host {
    /// The user's buffer of an operation, looked up anew for each system call; none if it was detached.
    fn buffer(&mut self, operation: Operation) -> Option<&mut [u8]>;
    /// The operation has settled: its buffer is the user's alone again.
    fn release(&mut self, operation: Operation);
    /// JavaScript is about to be told of a new connection, which is its own from now on.
    fn hand_over(&mut self, connection: RawFd);
    /// Milliseconds of a clock that only goes forward.
    fn now(&self) -> u64;
}

/// Why a call did not even begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    LoopClosed,
    SocketClosed,
    /// The direction is in use, by an operation or by a callback.
    Busy,
    TooManySlots,
    Failed(Failure),
}

/// The memory that the engine shares with JavaScript: a batch of records, one record for what settles at once, bytes; and
/// what JavaScript says that it told.
pub struct Memory {
    pub records: Shared,
    pub result: Shared,
    pub slab: Shared,
    /// What users were told, for whoever calls the engine to hand on.
    pub told: Shared,
}

impl Memory {
    pub fn new(records: usize, slab_bytes: usize) -> Self {
        Self {
            records: Shared::new(records.max(1) * BATCH_WORDS * 4),
            result: Shared::new(BATCH_WORDS * 4),
            slab: Shared::new(slab_bytes.max(Slab::MIN_BYTES)),
            told: Shared::new(ToldRows::BYTES),
        }
    }
}

/// What the engine has done and has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    pub slots: usize,
    pub registrations: usize,
    pub pending: usize,
    pub forbidden: u64,
    pub turns: u64,
    pub steps: u64,
    pub calls: [u64; SystemCall::ALL.len()],
}

/// An event that waits to be stepped, and what the operations that it rejects fail with.
struct Event {
    slot: SlotId,
    machine: Machine,
    number: u8,
    why: Failure,
}

/// A connection between the system call that took it and the waiter that gets it.
pub(crate) struct Accepted {
    pub slot: SlotId,
    pub fd: RawFd,
    pub offset: usize,
    pub length: usize,
}

/// The operation that is being started, and what became of it so far.
pub(crate) struct Starting {
    pub operation: Operation,
    pub settled: bool,
    pub busy: bool,
}

pub struct Engine<P: Platform> {
    pub(crate) slots: Slots,
    pub(crate) calls: Calls<P::Poller, P::Sockets>,
    pub(crate) host: P::Host,
    pub(crate) tables: Tables,
    pub(crate) batch: Batch,
    pub(crate) slab: Slab,
    events: VecDeque<Event>,
    /// What rejects operations in the step that is being taken; the events that it wires inherit it.
    pub(crate) why: Failure,
    /// Slots whose machines have closed in this run of events, and why.
    dying: Vec<(SlotId, Failure)>,
    pub(crate) ready: Vec<Readiness>,
    /// Slots of which something was reported that was not looked at yet.
    pub(crate) reported: VecDeque<SlotId>,
    /// Of those whose turn comes later: an edge will not come again.
    pub(crate) turnstiles: Turnstiles,
    pub(crate) backoffs: Backoffs,
    pub(crate) lines: Lines,
    pub(crate) accepted: Option<Accepted>,
    /// Messages that had no room in the slab, by their operations, until JavaScript takes them.
    pub(crate) messages: HashMap<Operation, Vec<u8>>,
    pub(crate) starting: Option<Starting>,
    /// The last add was refused by the kernel.
    pub(crate) refused: Option<Failure>,
    /// The last RUN event called its callback.
    pub(crate) called: bool,
    /// The callback that JavaScript is running.
    pub(crate) running: Option<(SlotId, Direction)>,
    /// The side of the callback that returned last.
    pub(crate) returned: Direction,
    pub(crate) turn: u64,
    /// When the poller was asked last, by the host's clock.
    pub(crate) polled: u64,
    pub(crate) closed: bool,
    forbidden: u64,
    steps: u64,
    #[cfg(feature = "testing")]
    countdown: crate::panics::Countdown,
}

impl<P: Platform> Engine<P> {
    pub fn new(calls: Calls<P::Poller, P::Sockets>, host: P::Host, tables: Tables, memory: Memory) -> Self {
        let polled = host.now();
        Self {
            slots: Slots::default(),
            calls,
            host,
            tables,
            batch: Batch::new(memory.records, memory.result),
            slab: Slab::new(memory.slab),
            events: VecDeque::with_capacity(16),
            why: Failure::FORBIDDEN_EVENT,
            dying: Vec::new(),
            ready: Vec::with_capacity(64),
            reported: VecDeque::with_capacity(64),
            turnstiles: Turnstiles::default(),
            backoffs: Backoffs::default(),
            lines: Lines::default(),
            accepted: None,
            messages: HashMap::new(),
            starting: None,
            refused: None,
            called: false,
            running: None,
            returned: Direction::Reader,
            turn: 0,
            polled,
            closed: false,
            forbidden: 0,
            steps: 0,
            #[cfg(feature = "testing")]
            countdown: crate::panics::Countdown::of_thread(),
        }
    }

    pub fn host(&mut self) -> &mut P::Host {
        &mut self.host
    }

    pub fn poller(&self) -> &P::Poller {
        &self.calls.poller
    }

    /// Replaces the tables from now on.
    #[cfg(feature = "testing")]
    pub fn set_tables(&mut self, tables: Tables) {
        self.tables = tables;
    }

    /// The bytes of a record that stand in memory of their own.
    pub fn take_message(&mut self, operation: Operation) -> Option<Vec<u8>> {
        self.messages.remove(&operation)
    }

    pub fn stats(&self) -> Stats {
        let slots = || self.slots.live().map(|(_, slot)| slot);
        let operations = |slot: &Slot| {
            let one = [slot.receiving.is_some(), slot.sending.is_some(), slot.connecting.is_some()];
            slot.waiters.len() + one.iter().filter(|&&pending| pending).count()
        };
        Stats {
            slots: slots().count(),
            registrations: slots().filter(|slot| slot.registered()).count(),
            pending: slots().map(operations).sum(),
            forbidden: self.forbidden,
            turns: self.turn,
            steps: self.steps,
            calls: self.calls.counts,
        }
    }

    /// Steps one event and all that follow from it.
    pub(crate) fn feed(&mut self, slot: SlotId, machine: Machine, number: u8) {
        self.queue(slot, machine, number);
        self.run();
    }

    /// Puts an event at the queue's end. That it rejects an operation is foreseen by no table.
    pub(crate) fn queue(&mut self, slot: SlotId, machine: Machine, number: u8) {
        self.queue_failure(slot, machine, number, Failure::FORBIDDEN_EVENT);
    }

    /// As `queue`, for an event that may reject operations, and why.
    pub(crate) fn queue_failure(&mut self, slot: SlotId, machine: Machine, number: u8, why: Failure) {
        self.events.push_back(Event { slot, machine, number, why });
    }

    /// Queues the closing of every machine of a slot, whose operations fail with this.
    pub(crate) fn queue_close(&mut self, id: SlotId, why: Failure) {
        let Some(slot) = self.slots.get(id) else { return };
        self.calls.trace.user_asks(UserCall::Close, id, slot.fd, 0, why.error);
        let close = [
            (Machine::Watch, watch::Event::Close as u8),
            (Machine::Accept, accept::Event::Close as u8),
            (Machine::Receive, receive::Event::Close as u8),
            (Machine::Send, send::Event::Close as u8),
            (Machine::Connect, connect::Event::Close as u8),
        ];
        for (machine, event) in close {
            if slot.has(machine) {
                self.events.push_back(Event { slot: id, machine, number: event, why });
            }
        }
    }

    /// Runs to completion; then nothing is left of the slots that closed.
    pub(crate) fn run(&mut self) {
        while let Some(event) = self.events.pop_front() {
            self.step(event);
        }
        while let Some((id, why)) = self.dying.pop() {
            self.bury(id, why);
        }
    }

    fn step(&mut self, Event { slot: id, machine, number, why }: Event) {
        let Some(slot) = self.slots.get(id) else { return };
        self.why = why;
        let table = self.tables.of(machine);
        match machine {
            Machine::Watch => {
                let event = watch::Event::ALL[usize::from(number)];
                watch::step(table, slot.watch, event, self, id);
            }
            Machine::Accept => {
                let Some(state) = slot.accept else { return };
                accept::step(table, state, accept::Event::ALL[usize::from(number)], self, id);
            }
            Machine::Receive => {
                let Some(state) = slot.receive else { return };
                receive::step(table, state, receive::Event::ALL[usize::from(number)], self, id);
            }
            Machine::Send => {
                let Some(state) = slot.send else { return };
                send::step(table, state, send::Event::ALL[usize::from(number)], self, id);
            }
            Machine::Connect => {
                let Some(state) = slot.connect else { return };
                connect::step(table, state, connect::Event::ALL[usize::from(number)], self, id);
            }
        }
    }

    /// Every machine calls this when its table has decided.
    pub(crate) fn note_step(&mut self, id: SlotId, machine: Machine, event: u8, from: u8, to: u8) {
        #[cfg(feature = "testing")]
        self.countdown.count_step();
        self.steps += 1;
        self.calls.trace.step(machine, id, event, from, to);
    }

    /// The slot's watch has closed; the slot goes when all events have been stepped.
    pub(crate) fn note_death(&mut self, id: SlotId) {
        self.dying.push((id, self.why));
    }

    /// An event came that the checker proved cannot come: the slot is closed, all others go on (L16).
    pub(crate) fn note_forbidden(&mut self, id: SlotId, machine: Machine, event: u8, state: u8) {
        self.forbidden += 1;
        self.calls.trace.step(machine, id, event, state, state);
        let record = Record::new(BatchKind::Forbidden, id)
            .with(batch_field::OPERATION, machine as i32)
            .with(batch_field::ERROR, Failure::FORBIDDEN_EVENT.error)
            .with(batch_field::VALUE, event.into())
            .with(batch_field::EXTRA, state.into());
        self.push(record);
        if let Some(slot) = self.slots.get(id)
            && slot.registered()
        {
            self.calls.deregister(id, slot.fd);
        }
        self.bury(id, Failure::FORBIDDEN_EVENT);
    }

    /// Frees a slot. Its tables have settled its operations; if they were altered, what they left is settled here (L10).
    fn bury(&mut self, id: SlotId, why: Failure) {
        let Some(mut slot) = self.slots.remove(id) else { return };
        self.backoffs.stop(id);
        if !self.lines.is_empty() {
            for machine in [Machine::Connect, Machine::Send] {
                self.lines.leave(&Goal::of(machine, id, &slot), id);
            }
        }
        if let Some(accepted) = self.accepted.take_if(|accepted| accepted.slot == id) {
            self.calls.close(id, accepted.fd);
        }
        let mut left: Vec<(Operation, usize)> = slot.waiters.drain(..).map(|it| (it, 0)).collect();
        left.extend(slot.receiving.map(|receiving| (receiving.operation, 0)));
        left.extend(slot.sending.map(|sending| (sending.operation, sending.sent)));
        left.extend(slot.connecting.map(|operation| (operation, 0)));
        for (operation, taken) in left {
            self.settle(operation, Record::failed(id, operation, why, taken));
        }
    }

    /// Tells JavaScript what became of an operation: in the call that starts it, or with the next batch.
    pub(crate) fn settle(&mut self, operation: Operation, record: Record) {
        self.host.release(operation);
        self.calls.trace.owe();
        match &mut self.starting {
            Some(starting) if P::IMMEDIATE && starting.operation == operation && !starting.settled => {
                starting.settled = true;
                self.batch.answer(record);
                record.connection().into_iter().for_each(|fd| self.host.hand_over(fd));
            }
            _ => self.batch.push(record),
        }
    }

    /// Tells JavaScript of something that no operation waits for.
    pub(crate) fn push(&mut self, record: Record) {
        self.calls.trace.owe();
        self.batch.push(record);
    }

    /// JavaScript has told its users.
    pub fn hear(&mut self, told: Told) {
        self.calls.trace.told(told);
    }

    /// Bytes of the slab up to here are on their way to JavaScript, with the record that is pushed next.
    pub(crate) fn keep(&mut self, end: usize) {
        self.slab.keep(end);
        self.batch.note(self.slab.mark());
    }

    /// Whether what is received now is read by JavaScript inside its call.
    pub(crate) fn immediate(&self) -> bool {
        P::IMMEDIATE && self.starting.is_some()
    }

    pub(crate) fn interest(&self, id: SlotId) -> Option<(RawFd, Interest)> {
        let slot = self.slots.get(id)?;
        Some((slot.fd, Interest::of(slot.watch)))
    }
}

impl<P: Platform> Runner for Engine<P> {
    type Slot = SlotId;

    fn wire(&mut self, id: SlotId, events: &'static [(Machine, u8)]) {
        let Some(slot) = self.slots.get(id) else { return };
        for &(machine, number) in events {
            if slot.has(machine) {
                self.events.push_back(Event { slot: id, machine, number, why: self.why });
            }
        }
    }
}
