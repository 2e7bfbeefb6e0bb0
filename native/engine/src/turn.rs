//! One turn of the engine, and the end of all turns.

use crate::engine::{Engine, Host, Platform};
use crate::generated::answers::poller_events;
use crate::generated::layout::batch_field;
use crate::generated::{Machine, accept, connect, receive, send};
use crate::slot::{Failure, SlotId};

impl<P: Platform> Engine<P> {
    /// Takes what the poller has, what last turn's budgets left over, and what has backed off long enough.
    pub fn poll(&mut self) {
        if self.closed {
            return;
        }
        self.turn += 1;
        self.calls.trace.history.turn(self.turn);
        let mut ready = std::mem::take(&mut self.ready);
        self.calls.poll(&mut ready);
        for readiness in ready.drain(..) {
            for event in poller_events(readiness.bits) {
                self.feed(readiness.slot, Machine::Watch, event as u8);
            }
        }
        self.ready = ready;
        for _ in 0..self.resumes.len() {
            let Some((id, machine)) = self.resumes.pop_front() else { break };
            self.feed(id, machine, resumption(machine));
        }
        let now = self.host.now();
        self.polled = now;
        while let Some((id, machine)) = self.backoffs.take_due(now) {
            self.feed(id, machine, retry(machine));
        }
    }

    /// Whether the next turn has something to do although the poller may be silent.
    pub fn restless(&self) -> bool {
        !self.resumes.is_empty() || self.batch.waiting() > 0
    }

    /// When to take a turn at the latest, in milliseconds of the host's clock.
    pub fn deadline(&self) -> Option<u64> {
        self.backoffs.next()
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

    /// JavaScript has taken all that this turn's records point to.
    pub fn delivered(&mut self) {
        self.slab.clear();
    }

    /// Closes every slot; what was pending fails, and the records of it are the last.
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
        self.calls.trace.end();
    }

    /// Nothing is recorded any more, and the trace is whole: the process exits without closing the loop.
    pub fn end_trace(&mut self) {
        self.calls.trace.end();
    }

    /// Nobody will look at the records any more: connections that stand in them are closed.
    pub fn abandon(&mut self) {
        self.close();
        self.discard();
    }

    /// A panic has left things anyhow: no table is stepped any more, and what was pending gets no record.
    pub fn wreck(&mut self) {
        self.closed = true;
        self.calls.trace.end();
        if let Some(accepted) = self.accepted.take() {
            self.calls.close(accepted.slot, accepted.fd);
        }
        self.discard();
    }

    fn discard(&mut self) {
        let (batch, calls) = (&mut self.batch, &mut self.calls);
        for record in batch.drain() {
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

fn retry(machine: Machine) -> u8 {
    match machine {
        Machine::Accept => accept::Event::Retry as u8,
        Machine::Connect => connect::Event::Retry as u8,
        Machine::Send => send::Event::Retry as u8,
        Machine::Watch | Machine::Receive => unreachable!("they never back off"),
    }
}

fn resumption(machine: Machine) -> u8 {
    match machine {
        Machine::Accept => accept::Event::Resume as u8,
        Machine::Receive => receive::Event::Resume as u8,
        Machine::Send => send::Event::Resume as u8,
        Machine::Watch | Machine::Connect => unreachable!("they never yield"),
    }
}
