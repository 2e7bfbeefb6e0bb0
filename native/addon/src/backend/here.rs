//! The engine on the thread of its JavaScript, inside libuv: the backend `mio`.

use super::commands::{Asked, Commands, Room};
use super::user::{User, Written};
use super::{Backend, Lent, Parts, Start, Starts};
use crate::ffi::{self, Js, Lists};
use napi::Result;
use readyloop_engine::generated::layout::{CommandKind, ToldKind};
use readyloop_engine::poller::MioPoller;
use readyloop_engine::{
    AnyEngine, Calls, Clock, Engine, Failure, KernelSockets, Operation, Platform, ReadInto, Refusal, SlotId, Started,
    Target, Told, word_of,
};
use std::cell::{RefCell, RefMut};
use std::rc::Rc;

const NANOS_PER_MILLI: u64 = 1_000_000;

/// The real poller, the real sockets, and JavaScript.
struct Node;

impl Platform for Node {
    type Poller = MioPoller;
    type Sockets = KernelSockets;
    type Clock = UvClock;
    type Host = User;
    const IMMEDIATE: bool = true;
}

/// The clock by which libuv's timers run, so that an alarm and its deadline mean the same moment.
struct UvClock;

impl Clock for UvClock {
    fn now(&self) -> u64 {
        ffi::clock() / NANOS_PER_MILLI
    }
}

pub struct Here {
    js: Rc<Js>,
    commands: RefCell<Commands>,
    /// None once all is closed.
    engine: RefCell<Option<Engine<Node>>>,
}

impl Here {
    pub fn new(js: Rc<Js>, lists: Lists, parts: Parts) -> Self {
        let Parts { poller, trace, tables, memory } = parts;
        let host = User::new(js.clone(), memory.outgoing.clone(), memory.slab.clone(), lists);
        let commands = RefCell::new(Commands::new(js.clone(), &memory, lists));
        let calls = Calls::new(poller, KernelSockets::default(), trace);
        Self { js, commands, engine: RefCell::new(Some(Engine::new(calls, UvClock, host, tables, memory))) }
    }

    fn engine(&self) -> Option<RefMut<'_, Engine<Node>>> {
        RefMut::filter_map(self.engine.borrow_mut(), Option::as_mut).ok()
    }

    /// The engine sees the buffer during the call; after it only if the operation is pending.
    fn lend(
        &self,
        engine: &mut Engine<Node>,
        (id, operation): (SlotId, Operation),
        Lent { value, bytes }: Lent<'_>,
        start: impl FnOnce(&mut Engine<Node>, usize) -> Starts,
    ) -> Result<Starts> {
        let length = bytes.len();
        engine.host().lent = Some((operation, bytes));
        let started = start(engine, length);
        let held = match started {
            Ok(Started::Pending) => self.js.hold(&value).map(Some),
            _ => Ok(None),
        };
        if held.is_err()
            && let Some(taken) = engine.cancel(id, operation)
        {
            let (what, value) = (ToldKind::Aborted, word_of(taken));
            engine.hear(Told { what, slot: id, operation, error: 0, value });
        }
        engine.host().lent = None;
        if let Some(held) = held? {
            engine.host().held.insert(operation, held);
        }
        Ok(started)
    }
}

impl Backend for Here {
    fn with(&self, body: &mut dyn FnMut(&mut dyn AnyEngine)) {
        if let Some(mut engine) = self.engine() {
            body(&mut *engine);
        }
    }

    fn start(&self, id: SlotId, operation: Operation, start: Start<'_>) -> Result<Starts> {
        let Some(mut engine) = self.engine() else { return Ok(Err(Refusal::LoopClosed)) };
        let engine = &mut *engine;
        Ok(match start {
            Start::Accept => engine.accept(id, operation),
            Start::Connect(to) => engine.connect(id, operation, to),
            Start::Receive(max) => engine.receive(id, operation, Target::Slab(max)),
            Start::ReceiveFrom(max) => engine.receive_from(id, operation, max),
            Start::ReceiveInto(buffer) => self.lend(engine, (id, operation), buffer, |engine, length| {
                engine.receive(id, operation, Target::Buffer(length))
            })?,
            Start::Send(buffer) => {
                self.lend(engine, (id, operation), buffer, |engine, length| engine.send(id, operation, length))?
            }
            Start::SendTo(buffer, to) => {
                self.lend(engine, (id, operation), buffer, |engine, length| engine.send_to(id, operation, length, to))?
            }
        })
    }

    fn obey(&self) {
        let mut commands = self.commands.borrow_mut();
        let count = commands.count();
        if count == 0 {
            return;
        }
        // Values are looked up only where rows point to the list.
        let mut apart = None;
        if let Some(mut engine) = self.engine() {
            for at in 0..count {
                let Some(row) = commands.row(at) else { continue };
                if matches!(row.kind, CommandKind::WriteApart | CommandKind::ReadInto) {
                    apart.get_or_insert_with(|| self.js.scope());
                }
                match commands.asked(&row) {
                    None => {}
                    Some(Asked::Demand(demand)) => engine.demand(row.slot, demand),
                    Some(Asked::Gone) => engine.fail_write(row.slot, Failure::BUFFER_DETACHED),
                    Some(Asked::Read(room)) => {
                        let into = match room {
                            Room::Given(place, length) => match engine.host().keep(place) {
                                Some(number) => ReadInto::Given(number, length),
                                None => ReadInto::Slab,
                            },
                            Room::Again(length) => ReadInto::Again(length),
                            Room::Fresh => ReadInto::Fresh,
                            Room::None => ReadInto::Slab,
                        };
                        engine.read_into(row.slot, into);
                    }
                    Some(Asked::Write(written)) => {
                        engine.host().written = written;
                        if row.more {
                            engine.write_ahead(row.slot, row.length);
                        } else {
                            commands.answer(at, engine.write(row.slot, row.length, row.asks).taken);
                        }
                        engine.host().written = Written::Nothing;
                    }
                }
            }
        }
        commands.clear(apart.is_some());
    }

    fn hear(&self, told: Told) {
        if let Some(mut engine) = self.engine() {
            engine.hear(told);
        }
    }

    fn poll(&self, _among_others: bool) {
        if let Some(mut engine) = self.engine() {
            engine.poll();
        }
    }

    fn waiting(&self) -> usize {
        self.engine().map_or(0, |engine| engine.waiting())
    }

    fn fill(&self, first: usize, limit: usize) -> usize {
        self.engine().map_or(0, |mut engine| engine.fill(first, limit))
    }

    fn delivered(&self) {
        if let Some(mut engine) = self.engine() {
            engine.delivered();
        }
    }

    fn go_on(&self, _calls_wait: bool) -> bool {
        self.engine().is_some_and(|mut engine| engine.go_on())
    }

    /// The engine has done everything already.
    fn flush(&self) {}

    fn restless(&self) -> bool {
        self.engine().is_some_and(|engine| engine.restless())
    }

    fn deadline(&self) -> Option<u64> {
        self.engine()?.deadline()
    }

    fn close(&self) {
        if let Some(mut engine) = self.engine() {
            engine.close();
        }
    }

    fn abandon(&self) {
        if let Some(mut engine) = self.engine() {
            engine.abandon();
        }
    }

    fn wreck(&self) {
        let Some(mut engine) = self.engine() else { return };
        engine.wreck([]);
        engine.host().let_all_go();
    }

    /// A panic here has unwound through whoever called.
    fn is_broken(&self) -> bool {
        false
    }

    fn end(&self) {}

    fn release(&self) {
        if let Some(mut engine) = self.engine.borrow_mut().take() {
            engine.host().let_all_go();
        }
        self.commands.borrow().release();
    }
}
