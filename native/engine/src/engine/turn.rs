//! One turn of the engine, and the end of all turns.

use super::Engine;
use crate::generated::answers::poller_events;
use crate::generated::layout::batch_field;
use crate::generated::{Machine, accept, connect, send, transport};
use crate::memory::{Mark, Record};
use crate::platform::{Clock, Host, Platform, Sockets};
use crate::poller::Readiness;
use crate::slots::{Failure, SlotId};
use crate::waiting::Turnstiles;

impl<P: Platform> Engine<P> {
    /// Takes what the poller has, what last turn's budgets left over, and what has backed off long enough.
    pub fn poll(&mut self) {
        if self.closed {
            return;
        }
        self.ask();
        while self.look() {}
        while self.call_next() {}
        self.retry();
    }

    /// Has those go on that came with this turn and found no room: it was given back. Whether there are records of theirs;
    /// what JavaScript has brought about meanwhile belongs to the next turn (L19).
    pub fn go_on(&mut self) -> bool {
        if self.closed || self.waiting() > 0 {
            return false;
        }
        while self.call_next() {}
        self.waiting() > 0
    }

    /// Begins a turn: asks the poller what is ready, which is then to be looked at. Whether there may be more.
    pub(crate) fn ask(&mut self) -> bool {
        if self.closed {
            return false;
        }
        // Another thread may have been let in between two looks: what it polls is younger than what is left of those.
        while self.look() {}
        self.turn += 1;
        self.turnstiles.begin_turn();
        self.calls.trace.history.turn(self.turn);
        let more = self.calls.poll(&mut self.ready);
        for Readiness { slot: id, bits } in self.ready.drain(..) {
            let Some(slot) = self.slots.get_mut(id) else { continue };
            if slot.reported == 0 {
                self.reported.push_back(id);
            }
            slot.reported |= bits;
        }
        more
    }

    /// Looks at the oldest report there is, with all that follows from it; false if there is none.
    pub(crate) fn look(&mut self) -> bool {
        let Some(id) = self.reported.pop_front() else { return false };
        let bits = self.slots.get_mut(id).map_or(0, |slot| std::mem::take(&mut slot.reported));
        for event in poller_events(bits) {
            self.feed(id, Machine::Watch, event as u8);
        }
        true
    }

    /// Takes up what has backed off, or waited in line, long enough.
    pub(crate) fn retry(&mut self) {
        let now = self.clock.now();
        self.polled = now;
        while let Some(id) = self.backoffs.take_due(now) {
            self.feed(id, Machine::Accept, accept::Event::Retry as u8);
        }
        for (id, machine) in self.lines.take_due(now) {
            self.feed(id, machine, another_try(machine));
        }
        while let Some(id) = self.lingers.take_due(now) {
            self.feed(id, Machine::Transport, transport::Event::Lingered as u8);
        }
    }

    /// Whether the next turn has something to do although the poller may be silent.
    pub fn restless(&self) -> bool {
        !self.turnstiles.is_empty() || self.batch.waiting() > 0 || self.lines.restless()
    }

    /// When to take a turn at the latest, in milliseconds of the platform's clock.
    pub fn deadline(&self) -> Option<u64> {
        [self.backoffs.next(), self.lines.next(), self.lingers.next()].into_iter().flatten().min()
    }

    /// How many records wait for JavaScript.
    pub fn waiting(&self) -> usize {
        self.batch.waiting()
    }

    /// Moves up to `limit` records to where JavaScript sees them, from the row `first` on; more may wait than fit.
    pub fn fill(&mut self, first: usize, limit: usize) -> usize {
        let host = &mut self.host;
        self.batch.fill(first, limit, |record| record.connection().into_iter().for_each(|fd| host.hand_over(fd)))
    }

    /// JavaScript has taken all that the records filled so far point to.
    pub fn delivered(&mut self) {
        self.give_back(self.batch.filled());
        while self.take_next() {}
    }

    // The same in parts, for JavaScript on another thread.

    /// The oldest record, and all bytes that records have pointed to up to it.
    pub(crate) fn take_record(&mut self) -> Option<(Record, Mark)> {
        self.batch.take()
    }

    /// Whether an operation waits for bytes to be given back.
    pub(crate) fn starved(&self) -> bool {
        self.slab.starved()
    }

    /// Closes every slot; what was pending fails, and the records of it are the last. The trace goes on until JavaScript has
    /// told its users.
    pub fn close(&mut self) {
        if self.closed {
            return;
        }
        self.finish();
        self.closed = true;
        let live: Vec<SlotId> = self.slots.live().map(|(id, _)| id).collect();
        for id in live {
            self.queue_close(id, Failure::LOOP_CLOSED);
            self.run();
        }
        // What was to go on in the next turn has ended, and there is no next turn (L15).
        self.turnstiles = Turnstiles::default();
        self.reported.clear();
    }

    /// Nothing is recorded any more, and the trace is whole: `all_told`, as JavaScript has looked at the last record of a loop
    /// that is closed, or the process exits without that.
    pub fn end_trace(&mut self, all_told: bool) {
        // Another thread may stand between two looks; a trace that ends there tells of readiness nobody heeded (L2).
        while self.look() {}
        let trace = &mut self.calls.trace;
        trace.end(self.slots.live().filter(|(id, _)| trace.history.knows(*id)).count(), all_told);
    }

    /// Nobody will look at the records any more: connections that stand in them are closed.
    pub fn abandon(&mut self) {
        // A callback that had begun was perhaps never called: JavaScript ends anywhere.
        self.end_trace(false);
        self.close();
        self.discard([]);
    }

    /// A panic has left things anyhow: no table is stepped any more, and what was pending gets no record. `on_their_way`
    /// are records that have left the engine, and that nobody will look at.
    pub fn wreck(&mut self, on_their_way: impl IntoIterator<Item = Record>) {
        self.closed = true;
        self.calls.sockets.end_row();
        self.reported.clear();
        self.end_trace(false);
        if let Some(accepted) = self.accepted.take() {
            self.calls.close(accepted.slot, accepted.fd);
        }
        self.close_owned();
        self.discard(on_their_way);
    }

    fn discard(&mut self, on_their_way: impl IntoIterator<Item = Record>) {
        let (batch, calls) = (&mut self.batch, &mut self.calls);
        for record in on_their_way.into_iter().chain(batch.drain()) {
            if let Some(connection) = record.connection() {
                let slot = SlotId {
                    index: record.word(batch_field::SLOT) as u32,
                    generation: record.word(batch_field::GENERATION) as u32,
                };
                calls.close(slot, connection);
            }
        }
    }
}

fn another_try(machine: Machine) -> u8 {
    match machine {
        Machine::Connect => connect::Event::Retry as u8,
        Machine::Send => send::Event::Retry as u8,
        _ => unreachable!("no other waits in a line"),
    }
}
