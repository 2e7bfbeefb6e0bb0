//! What users do with connections that the engine reads and writes by itself, and the end of those.

use super::{Engine, Refusal};
use crate::generated::Machine;
use crate::generated::layout::{BatchKind, UserCall, batch_field};
use crate::generated::transport::Event;
use crate::memory::{Mark, Record};
use crate::platform::{Host, Platform, Sockets};
use crate::slots::{Direction, Failure, Link, Outgoing, Piece, READ, ServerNumber, Slot, SlotId, Source, Target};
use crate::sys::Errno;
use crate::sys::kind::Known;
use crate::trace::word_of;
use socket2::SockAddr;
use std::io::IoSlice;
use std::os::fd::RawFd;

/// How many pieces the kernel takes with one call (UIO_MAXIOV).
pub(super) const GATHERED: usize = 1024;

/// What is asked of a connection, besides to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    Resume,
    Pause,
    /// The end, behind all that was written.
    WriteEof,
    /// Its end, once all that was written has left.
    Close,
    /// Its end at once; the peer may be meant to notice.
    Abort {
        resets: bool,
    },
}

/// Where the next read of a connection goes, and up to how many bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadInto {
    /// The user's memory that the host keeps by this number.
    Given(u32, usize),
    /// That which was given last.
    Again(usize),
    /// Memory that is handed over with what is read.
    Fresh,
    Slab,
}

/// What became of what was written to a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrote {
    /// How many bytes the engine has still, of all.
    pub left: usize,
    /// How many the kernel has taken, of those of which JavaScript does not know it.
    pub taken: usize,
}

impl<P: Platform> Engine<P> {
    /// Takes a connected socket over, whose descriptor is the engine's own from now on. It is paused at first.
    pub fn open_transport(&mut self, fd: RawFd) -> Result<SlotId, Refusal> {
        if self.closed {
            return Err(Refusal::LoopClosed);
        }
        if let Some(old) = self.standing(fd)? {
            self.queue_close(old, Failure::SOCKET_CLOSED);
            self.run();
        }
        self.link(fd, None, None)
    }

    /// What stands for a number that is to get a transport, and is nobody's at the moment.
    fn standing(&mut self, fd: RawFd) -> Result<Option<SlotId>, Refusal> {
        self.refuse_owned(fd)?;
        let Some(id) = self.slots.by_fd(fd) else { return Ok(None) };
        let Some(slot) = self.slots.get(id) else { return Ok(None) };
        let in_use = |direction| slot.operating(direction) || slot.watched(direction);
        if in_use(Direction::Reader) || in_use(Direction::Writer) {
            return Err(Refusal::Busy);
        }
        Ok(Some(id))
    }

    /// Users have no business with a descriptor that is the engine's own (C10), unless it is another file's by now.
    pub(super) fn refuse_owned(&mut self, fd: RawFd) -> Result<(), Refusal> {
        let Some(id) = self.slots.by_fd(fd) else { return Ok(()) };
        let Some(slot) = self.slots.get(id) else { return Ok(()) };
        if slot.link.is_none() || slot.registered() && !self.confirm(id) { Ok(()) } else { Err(Refusal::Owned) }
    }

    /// A slot for a connection that the engine owns.
    pub(super) fn link(
        &mut self,
        fd: RawFd,
        server: Option<ServerNumber>,
        inherited: Option<Known>,
    ) -> Result<SlotId, Refusal> {
        let identity = self.claim(fd)?;
        let link = Link { server, inherited, ..Link::default() };
        let id = self.take_in(Slot::linked(fd, identity, link))?;
        self.calls.trace.user_asks(UserCall::Open, id, fd, 0, word_of(READ));
        Ok(id)
    }

    /// Asks something of a connection; nothing, if it is no more.
    pub fn demand(&mut self, id: SlotId, demand: Demand) {
        let (call, event) = match demand {
            Demand::Resume => (UserCall::Resume, Event::Resume),
            Demand::Pause => (UserCall::Pause, Event::Pause),
            Demand::WriteEof => (UserCall::WriteEof, Event::WriteEof),
            Demand::Close => (UserCall::Shut, Event::Close),
            Demand::Abort { .. } => (UserCall::Abort, Event::Abort),
        };
        let Some(slot) = self.slots.get_mut(id) else {
            // Who has ended a connection is told no more of what came before, though it is lost already (L12).
            if matches!(demand, Demand::Close | Demand::Abort { .. }) {
                self.calls.trace.user(call, id, -1, 0);
            }
            return;
        };
        let (fd, Some(link)) = (slot.fd, &mut slot.link) else { return };
        link.resets |= demand == Demand::Abort { resets: true };
        if matches!(demand, Demand::Close | Demand::Abort { .. }) {
            self.take_back(id);
        }
        self.calls.trace.user(call, id, fd, 0);
        self.queue_failure(id, Machine::Transport, event as u8, Failure::NONE);
        self.run();
    }

    /// Has the next read go elsewhere.
    pub fn read_into(&mut self, id: SlotId, into: ReadInto) {
        let slot = self.slots.get(id).filter(|slot| slot.link.is_some());
        match (into, slot.map(|slot| slot.fd)) {
            (ReadInto::Given(number, _), None) => self.host.let_go(number),
            (_, None) => {}
            (ReadInto::Given(number, length), Some(fd)) => {
                self.take_back(id);
                if let Some(link) = self.link_of(id) {
                    link.given = Some(number);
                }
                self.aim(id, fd, length);
            }
            (ReadInto::Again(length), Some(fd)) => self.aim(id, fd, length),
            // It is asked for as much as without.
            (ReadInto::Fresh, Some(_)) => self.set_target(id, Target::Fresh(READ)),
            (ReadInto::Slab, Some(fd)) => {
                self.calls.trace.user(UserCall::ReadInto, id, fd, 0);
                self.take_back(id);
            }
        }
    }

    /// Whatever there is room for, one read is one read.
    fn aim(&mut self, id: SlotId, fd: RawFd, length: usize) {
        let length = length.min(READ);
        self.calls.trace.user_asks(UserCall::ReadInto, id, fd, 0, word_of(length));
        self.set_target(id, Target::Buffer(length));
    }

    fn set_target(&mut self, id: SlotId, target: Target) {
        if let Some(Slot { receiving: Some(receiving), .. }) = self.slots.get_mut(id) {
            receiving.target = target;
        }
    }

    /// The user's memory is his alone again: what is read goes into the slab.
    fn take_back(&mut self, id: SlotId) {
        let Some(Slot { link: Some(link), receiving: Some(receiving), .. }) = self.slots.get_mut(id) else { return };
        if let Some(number) = link.given.take() {
            receiving.target = Target::Slab(READ);
            self.host.let_go(number);
        }
    }

    /// Writes so many bytes, which the host has lent. `asks`: JavaScript is to be told what becomes of those; where it waits
    /// for this answer, of what the kernel takes later, else of all of it.
    pub fn write(&mut self, id: SlotId, length: usize, asks: bool) -> Wrote {
        let Some(link) = self.begin_write(id, length, false) else { return Wrote::default() };
        let asks = match P::IMMEDIATE {
            true => link.outgoing.take_question() || asks,
            false => {
                link.outgoing.ask(asks);
                false
            }
        };
        self.feed(id, Machine::Transport, Event::Write as u8);
        self.keep_lent(id);
        let Some(link) = self.link_of(id) else { return Wrote::default() };
        let taken = if P::IMMEDIATE { link.outgoing.ask_for_rest(asks) } else { 0 };
        Wrote { left: link.outgoing.queued(), taken }
    }

    /// Writes so many bytes, which the host has lent, but sends nothing yet: more is written with the next call.
    pub fn write_ahead(&mut self, id: SlotId, length: usize) {
        if self.begin_write(id, length, true).is_some() {
            self.keep_lent(id);
        }
    }

    fn begin_write(&mut self, id: SlotId, length: usize, ahead: bool) -> Option<&mut Link> {
        let slot = self.slots.get_mut(id)?;
        let link = slot.link.as_deref_mut()?;
        self.calls.trace.user_asks(UserCall::Write, id, slot.fd, ahead.into(), word_of(length));
        link.outgoing.lend(length);
        Some(link)
    }

    /// What was to be written is not there, or there is no memory for it: so much for this connection.
    pub fn fail_write(&mut self, id: SlotId, why: Failure) {
        let Some(slot) = self.slots.get(id).filter(|slot| slot.link.is_some()) else { return };
        self.calls.trace.user_asks(UserCall::Abort, id, slot.fd, 0, why.error);
        self.queue_failure(id, Machine::Transport, Event::Abort as u8, why);
        self.run();
    }

    /// The call that lent memory returns: what has not left stays with the host, or is copied.
    fn keep_lent(&mut self, id: SlotId) {
        let Some(slot) = self.slots.get_mut(id) else { return };
        let Some(link) = slot.link.as_deref_mut().filter(|link| link.outgoing.is_lent()) else { return };
        match self.host.hold() {
            Some(number) => link.outgoing.hold(number),
            None => link.outgoing.copy(self.host.lent()),
        }
    }

    pub(super) fn link_of(&mut self, id: SlotId) -> Option<&mut Link> {
        self.slots.get_mut(id)?.link.as_deref_mut()
    }

    /// Its own address, or its peer's; none if it has none any more.
    pub fn transport_name(&self, id: SlotId, of_peer: bool) -> Option<SockAddr> {
        let slot = self.slots.get(id).filter(|slot| slot.link.is_some())?;
        self.calls.sockets.name(slot.fd, of_peer).ok()
    }

    /// JavaScript has taken all bytes up to a mark.
    pub(crate) fn give_back(&mut self, mark: Mark) {
        self.slab.give_back(mark);
        self.given_back = self.given_back.max(mark);
    }

    /// The oldest connection whose bytes were all taken is read on; false if there is none.
    pub(crate) fn take_next(&mut self) -> bool {
        let Some(&(_, id)) = self.untaken.front().filter(|&&(mark, _)| mark <= self.given_back) else { return false };
        self.untaken.pop_front();
        if let Some(slot) = self.slots.get(id) {
            self.calls.trace.user(UserCall::Taken, id, slot.fd, 0);
            self.feed(id, Machine::Transport, Event::Taken as u8);
        }
        true
    }

    /// Tells JavaScript that a connection is over; an error of 0 is none.
    pub(super) fn tell_end_of(&mut self, id: SlotId, why: Failure) {
        let Some(link) = self.link_of(id) else { return };
        if !std::mem::replace(&mut link.is_told, true) {
            self.batch.push(lost(id, why));
        }
    }

    /// The connection of a slot that is no more is closed. If its table was altered and has told nothing, that is made up
    /// for (L10).
    pub(super) fn bury_link(&mut self, id: SlotId, fd: RawFd, identity: Option<u64>, mut link: Link, why: Failure) {
        link.outgoing.clear(|number| self.host.let_go(number));
        if let Some(number) = link.given {
            self.host.let_go(number);
        }
        if let Some(due) = link.lingers {
            self.lingers.stop(id, due);
        }
        if !link.is_told {
            self.batch.push(lost(id, link.reason.unwrap_or(why)));
        }
        if !link.is_disowned {
            self.calls.close_known(id, fd, identity, link.resets);
        }
        self.let_go(fd, identity);
        if let Some(server) = link.server {
            self.servers.count_out(server);
        }
    }

    /// A panic has left things anyhow: what the engine owns is closed.
    pub(super) fn close_owned(&mut self) {
        let owned: Vec<SlotId> = self.slots.live().filter(|(_, slot)| slot.link.is_some()).map(|(id, _)| id).collect();
        for id in owned {
            let Some(slot) = self.slots.get_mut(id) else { continue };
            let (fd, identity) = (slot.fd, slot.identity);
            if let Some(link) = &mut slot.link
                && !std::mem::replace(&mut link.is_disowned, true)
            {
                self.calls.close_known(id, fd, identity, false);
            }
        }
    }
}

fn lost(id: SlotId, why: Failure) -> Record {
    Record::new(BatchKind::Lost, id)
        .with(batch_field::ERROR, why.error)
        .with(batch_field::EXTRA, why.call.map_or(-1, |call| call as i32))
}

/// Has the host look where the memory of all that is to be sent is.
pub(super) fn find(outgoing: &Outgoing, host: &mut impl Host) {
    for piece in outgoing.pieces().take(GATHERED) {
        if let Source::Held(number) = piece.source {
            host.find(number);
        }
    }
}

/// What is to be sent next, into as many slices as there is room for. Whether its memory is there.
pub(super) fn gather<'a>(outgoing: &'a Outgoing, host: &'a impl Host, slices: &mut [IoSlice<'a>]) -> bool {
    outgoing.pieces().zip(slices).all(|(Piece { source, sent, length }, slice)| {
        let bytes = match source {
            Source::Copied(bytes) => Some(&**bytes),
            Source::Lent => Some(host.lent()),
            Source::Held(number) => host.held(*number),
        };
        let rest = bytes.filter(|bytes| bytes.len() == *length).and_then(|bytes| bytes.get(*sent..));
        rest.map(|rest| *slice = IoSlice::new(rest)).is_some()
    })
}

/// Only a number that can be one gets a slot.
pub(super) fn checked(fd: RawFd) -> Result<RawFd, Refusal> {
    let call = crate::generated::layout::SystemCall::EpollAdd;
    if fd < 0 { Err(Refusal::Failed(Failure::system(Errno(libc::EBADF), call))) } else { Ok(fd) }
}
