//! One queue of events, and the tables that answer them: what follows from an event is stepped before anything else.

use super::{Engine, Event};
use crate::generated::layout::{BatchKind, UserCall, batch_field};
use crate::generated::{Cell, Kind, Machine, Runner, accept, connect, receive, send, server, transport, watch};
use crate::memory::{Record, Told};
use crate::platform::{Host, Platform, Sockets};
use crate::poller::Interest;
use crate::slots::{Failure, Operation, SlotId};
use crate::waiting::Goal;
use std::os::fd::RawFd;

impl<P: Platform> Engine<P> {
    /// Steps one event and all that follow from it.
    pub(super) fn feed(&mut self, slot: SlotId, machine: Machine, number: u8) {
        let event = Event { slot, machine, number, why: Failure::FORBIDDEN_EVENT };
        if self.events.is_empty() {
            self.step(event);
        } else {
            self.events.push_back(event);
        }
        self.run();
    }

    /// Puts an event at the queue's end. That it rejects an operation is foreseen by no table.
    pub(super) fn queue(&mut self, slot: SlotId, machine: Machine, number: u8) {
        self.queue_failure(slot, machine, number, Failure::FORBIDDEN_EVENT);
    }

    /// As `queue`, for an event that may reject operations, and why.
    pub(super) fn queue_failure(&mut self, slot: SlotId, machine: Machine, number: u8, why: Failure) {
        self.events.push_back(Event { slot, machine, number, why });
    }

    /// Queues the closing of every machine of a slot, whose operations fail with this.
    pub(super) fn queue_close(&mut self, id: SlotId, why: Failure) {
        let Some(slot) = self.slots.get(id) else { return };
        self.calls.trace.user_asks(UserCall::Close, id, slot.fd, 0, why.error);
        if slot.link.is_some() {
            if slot.transport != Some(transport::State::Closed) {
                let (machine, number) = (Machine::Transport, transport::Event::Abort as u8);
                self.events.push_back(Event { slot: id, machine, number, why });
            }
            return;
        }
        let close = [
            (Machine::Server, server::Event::Close as u8),
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
    pub(super) fn run(&mut self) {
        loop {
            while let Some(event) = self.events.pop_front() {
                self.step(event);
            }
            match self.dying.pop() {
                Some((id, why)) => self.bury(id, why),
                None if self.closed || !self.offer_room() => return self.calls.sockets.end_row(),
                None => {}
            }
        }
    }

    fn step(&mut self, Event { slot: id, machine, number, why }: Event) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let table = self.tables.of(machine);
        self.why = why;
        match machine {
            Machine::Watch => {
                let answer = table.answer(&mut slot.watch, number);
                self.act(id, machine, number, answer, |it, action| {
                    watch::perform(watch::Action::ALL[action], it, id);
                });
            }
            Machine::Accept => {
                let Some(state) = &mut slot.accept else { return };
                let answer = table.answer(state, number);
                self.act(id, machine, number, answer, |it, action| {
                    accept::perform(accept::Action::ALL[action], it, id);
                });
            }
            Machine::Receive => {
                let Some(state) = &mut slot.receive else { return };
                let answer = table.answer(state, number);
                self.act(id, machine, number, answer, |it, action| {
                    receive::perform(receive::Action::ALL[action], it, id);
                });
            }
            Machine::Send => {
                let Some(state) = &mut slot.send else { return };
                let answer = table.answer(state, number);
                self.act(id, machine, number, answer, |it, action| {
                    send::perform(send::Action::ALL[action], it, id);
                });
            }
            Machine::Transport => {
                let Some(state) = &mut slot.transport else { return };
                let answer = table.answer(state, number);
                self.act(id, machine, number, answer, |it, action| {
                    transport::perform(transport::Action::ALL[action], it, id);
                });
            }
            Machine::Server => {
                let Some(state) = &mut slot.server else { return };
                let answer = table.answer(state, number);
                self.act(id, machine, number, answer, |it, action| {
                    server::perform(server::Action::ALL[action], it, id);
                });
            }
            Machine::Connect => {
                let Some(state) = &mut slot.connect else { return };
                let answer = table.answer(state, number);
                self.act(id, machine, number, answer, |it, action| {
                    connect::perform(connect::Action::ALL[action], it, id);
                });
            }
        }
    }

    /// The state is the new one already; what the answer's actions do comes now, in order.
    #[inline(always)]
    fn act(
        &mut self,
        id: SlotId,
        machine: Machine,
        event: u8,
        (before, cell): (u8, Cell),
        perform: impl Fn(&mut Self, usize),
    ) {
        if cell.kind == Kind::Forbidden {
            return self.note_forbidden(id, machine, event, before);
        }
        self.note_step(id, machine, event, before, cell.next);
        for &action in cell.actions {
            perform(self, usize::from(action));
        }
    }

    /// A table has decided; no action has been performed yet.
    fn note_step(&mut self, id: SlotId, machine: Machine, event: u8, from: u8, to: u8) {
        #[cfg(feature = "testing")]
        self.countdown.count_step();
        self.steps += 1;
        self.calls.trace.step(machine, id, event, from, to);
        if machine == Machine::Watch && to == watch::State::Closed as u8 && from != to {
            self.note_watch_closed(id, watch::State::ALL[usize::from(from)]);
        }
        #[cfg(feature = "testing")]
        self.ready_at_once(id, machine, event);
    }

    /// The slot's watch has closed; the slot goes when all events have been stepped.
    pub(super) fn note_death(&mut self, id: SlotId) {
        self.dying.push((id, self.why));
    }

    /// An event came that the checker proved cannot come: the slot is closed, all others go on (L16).
    fn note_forbidden(&mut self, id: SlotId, machine: Machine, event: u8, state: u8) {
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
        if let Some(link) = slot.link.take() {
            return self.bury_link(id, slot.fd, slot.identity, *link, why);
        }
        self.let_go(slot.fd, slot.identity);
        if let Some(serving) = slot.serving {
            self.servers.close(serving.server, id);
        }
        let is_untold = slot.serving.is_some_and(|serving| !serving.is_told);
        if is_untold && !matches!(why, Failure::SOCKET_CLOSED | Failure::LOOP_CLOSED) {
            self.tell_unserved(id, why);
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
    pub(super) fn settle(&mut self, operation: Operation, record: Record) {
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
    pub(super) fn push(&mut self, record: Record) {
        self.calls.trace.owe();
        self.batch.push(record);
    }

    /// JavaScript has told its users.
    pub fn hear(&mut self, told: Told) {
        self.calls.trace.told(told);
    }

    /// Bytes of the slab up to here are on their way to JavaScript, with the record that is pushed next.
    pub(super) fn keep(&mut self, end: usize) {
        self.slab.keep(end);
        self.batch.note(self.slab.mark());
    }

    /// The same for bytes that are elsewhere.
    pub(super) fn pass(&mut self, count: usize) {
        self.slab.pass(count);
        self.batch.note(self.slab.mark());
    }

    /// Whether what is received now is read by JavaScript inside its call.
    pub(super) fn immediate(&self) -> bool {
        P::IMMEDIATE && self.starting.is_some()
    }

    pub(super) fn interest(&self, id: SlotId) -> Option<(RawFd, Interest)> {
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
