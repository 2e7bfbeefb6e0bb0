//! Connections that the engine reads and writes by itself.

use super::*;
use crate::engine::{Demand, Refusal};
use crate::generated::layout::poller_bits::{HUP, IN, OUT};
use crate::generated::layout::{TraceKind, UserCall, trace_field};
use crate::slots::{Failure, READ, Target};
use crate::trace::word_of;

pub(super) const FD: RawFd = 4;
const LIMIT: u64 = 5000;
const RESET: Demand = Demand::Abort { resets: true };
const ABORT: Demand = Demand::Abort { resets: false };

/// One that is read from.
pub(super) fn connection() -> (Bench, SlotId) {
    let mut bench = Bench::new();
    let id = bench.engine.open_transport(FD).unwrap();
    bench.engine.demand(id, Demand::Resume);
    (bench, id)
}

/// Writes; how many bytes are left of all.
fn write(bench: &mut Bench, id: SlotId, bytes: &[u8], asks: bool) -> usize {
    bench.engine.host.lent = bytes.to_vec();
    bench.engine.write(id, bytes.len(), asks).left
}

pub(super) fn kinds(seen: &[Seen]) -> Vec<BatchKind> {
    seen.iter().map(|record| record.kind).collect()
}

/// What a turn tells that finds the connection readable.
pub(super) fn readable(bench: &mut Bench) -> Vec<Seen> {
    bench.turn_with(FD, IN)
}

pub(super) fn is_closed(bench: &mut Bench) -> bool {
    bench.sockets().closed == [FD] && bench.poller().registered.is_empty()
}

#[test]
fn data_comes_once_it_is_resumed_and_goes_on_when_it_was_taken() {
    let mut bench = Bench::new();
    let id = bench.engine.open_transport(FD).unwrap();
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(b"de")]);
    assert_eq!(bench.turn(), []);
    bench.engine.demand(id, Demand::Resume);
    bench.engine.poll();
    let seen = bench.batch();
    assert_eq!((kinds(&seen), bench.bytes(seen[0])), (vec![BatchKind::Data], b"abc".to_vec()));
    bench.engine.poll();
    assert_eq!(bench.batch(), [], "L18: one read is on its way at a time");
    bench.engine.delivered();
    let seen = bench.batch();
    assert_eq!(bench.bytes(seen[0]), b"de");
}

#[test]
fn an_echo_takes_two_calls_and_changes_no_interest() {
    let (mut bench, id) = connection();
    let mut before = None;
    for _ in 0..4 {
        bench.sockets().receives.push_back(Ok(b"abc"));
        bench.sockets().sends.push_back(Ok(9));
        bench.poller().report(FD, IN);
        bench.engine.poll();
        assert_eq!(bench.batch().len(), 1);
        assert_eq!(write(&mut bench, id, b"abc", true), 0);
        bench.engine.delivered();
        let calls = bench.engine.stats().calls;
        let since = before.replace(calls).map(|before| std::array::from_fn(|call| calls[call] - before[call]));
        let mut echo = [0; SystemCall::ALL.len()];
        for call in [SystemCall::Poll, SystemCall::Recv, SystemCall::Send] {
            echo[call as usize] = 1;
        }
        assert!(since.is_none_or(|since| since == echo), "{since:?}");
    }
}

#[test]
fn what_the_kernel_does_not_take_leaves_later_with_one_call_and_who_asked_is_told() {
    let (mut bench, id) = connection();
    bench.sockets().sends.push_back(Ok(2));
    assert_eq!(write(&mut bench, id, b"abc", true), 1);
    bench.engine.host.holds = true;
    assert_eq!(write(&mut bench, id, b"def", true), 4);
    bench.engine.host.holds = false;
    assert_eq!(write(&mut bench, id, b"gh", true), 6);
    bench.sockets().sends.push_back(Ok(9));
    let seen = bench.turn_with(FD, OUT);
    assert_eq!((kinds(&seen), seen[0].value), (vec![BatchKind::Written], 6));
    assert_eq!(bench.sockets().sent, b"abcdefgh");
    assert_eq!(bench.sockets().gathered, [3]);
    assert_eq!(bench.engine.host.held, [None]);
}

#[test]
fn pieces_that_are_written_ahead_leave_with_the_next() {
    let (mut bench, id) = connection();
    bench.sockets().sends.push_back(Ok(9));
    bench.engine.host.lent = b"head".to_vec();
    bench.engine.write_ahead(id, 4);
    assert_eq!(write(&mut bench, id, b"body", false), 0);
    assert_eq!((bench.sockets().gathered.clone(), bench.sockets().sent.clone()), (vec![2], b"headbody".to_vec()));
}

#[test]
fn memory_that_was_taken_away_loses_the_connection() {
    let (mut bench, id) = connection();
    bench.engine.host.holds = true;
    assert_eq!(write(&mut bench, id, b"abc", false), 3);
    bench.engine.host.held[0] = None;
    assert_eq!(bench.turn_with(FD, OUT), [], "what arrived before is still read");
    bench.sockets().receives.push_back(Ok(b""));
    let seen = readable(&mut bench);
    assert_eq!(kinds(&seen), [BatchKind::Lost]);
    assert_eq!((seen[0].error, seen[0].extra), (Failure::BUFFER_DETACHED.error, -1));
    assert!(is_closed(&mut bench));
}

#[test]
fn a_write_of_which_nothing_is_there_ends_the_connection_at_once() {
    let (mut bench, id) = connection();
    bench.engine.host.holds = true;
    write(&mut bench, id, b"abc", true);
    bench.engine.fail_write(id, Failure::BUFFER_DETACHED);
    let seen = bench.turn();
    assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], Failure::BUFFER_DETACHED.error));
    assert_eq!(bench.engine.host.held, [None]);
    assert!(is_closed(&mut bench));
    bench.engine.fail_write(id, Failure::BUFFER_DETACHED);
}

#[test]
fn many_pieces_leave_with_one_call_as_many_as_the_kernel_takes() {
    let (mut bench, id) = connection();
    bench.engine.host.holds = true;
    for _ in 0..1030 {
        write(&mut bench, id, b"x", true);
    }
    bench.sockets().gathered.clear();
    bench.sockets().sends.extend([Ok(2000), Ok(2000)]);
    let seen = bench.turn_with(FD, OUT);
    assert_eq!((kinds(&seen), seen[0].value), (vec![BatchKind::Written], 1030));
    assert_eq!(bench.sockets().gathered, [1024, 6], "V4");
}

#[test]
fn the_end_of_the_peer_leaves_the_other_half_open() {
    let (mut bench, id) = connection();
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(b"")]);
    assert_eq!(kinds(&readable(&mut bench)), [BatchKind::Data]);
    assert_eq!(kinds(&readable(&mut bench)), [BatchKind::Ended]);
    bench.sockets().sends.push_back(Ok(3));
    assert_eq!(write(&mut bench, id, b"abc", true), 0, "C32");
    bench.engine.demand(id, Demand::Close);
    let seen = bench.turn();
    assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], 0));
    assert_eq!(bench.sockets().shut, [FD]);
    assert!(is_closed(&mut bench));
}

#[test]
fn a_close_sends_the_rest_and_waits_for_the_peer() {
    let (mut bench, id) = connection();
    assert_eq!(write(&mut bench, id, b"abc", false), 3);
    bench.engine.demand(id, Demand::Close);
    assert_eq!(bench.sockets().shut, []);
    bench.sockets().sends.push_back(Ok(3));
    bench.turn_with(FD, OUT);
    assert_eq!((bench.sockets().sent.clone(), bench.sockets().shut.clone()), (b"abc".to_vec(), vec![FD]), "C30");
    bench.sockets().receives.extend([Ok(&b"late"[..]), Ok(b"")]);
    assert_eq!(readable(&mut bench), [], "what comes is discarded");
    assert_eq!(kinds(&readable(&mut bench)), [BatchKind::Lost]);
    assert!(is_closed(&mut bench));
}

#[test]
fn a_peer_that_does_not_end_is_waited_for_until_a_limit() {
    let (mut bench, id) = connection();
    bench.engine.clock.now = 100;
    bench.engine.demand(id, Demand::Close);
    assert_eq!(bench.engine.deadline(), Some(100 + LIMIT));
    bench.engine.clock.now = 99 + LIMIT;
    assert_eq!(bench.turn(), []);
    bench.engine.clock.now = 100 + LIMIT;
    let seen = bench.turn();
    assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], 0));
    assert_eq!(bench.engine.deadline(), None);
    assert!(is_closed(&mut bench));
}

#[test]
fn what_arrived_before_a_reset_is_told_before_it() {
    let (mut bench, id) = connection();
    bench.sockets().sends.push_back(Err(libc::EPIPE));
    assert_eq!(write(&mut bench, id, b"abc", true), 0, "nothing of it is left");
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Err(libc::ECONNRESET)]);
    let mut seen = readable(&mut bench);
    seen.extend(bench.turn_with(FD, IN | HUP));
    assert_eq!(kinds(&seen), [BatchKind::Data, BatchKind::Lost], "V15");
    assert_eq!((seen[1].error, seen[1].extra), (libc::EPIPE, SystemCall::Send as i32), "the reason that was kept");
    assert!(is_closed(&mut bench));
}

#[test]
fn an_abort_drops_what_was_written_and_can_reset() {
    for (demand, reset) in [(ABORT, vec![]), (RESET, vec![FD])] {
        let (mut bench, id) = connection();
        bench.engine.host.holds = true;
        write(&mut bench, id, b"abc", true);
        bench.engine.demand(id, demand);
        let seen = bench.turn();
        assert_eq!((kinds(&seen), seen[0].error, seen[0].extra), (vec![BatchKind::Lost], 0, -1));
        assert_eq!((bench.sockets().reset.clone(), bench.engine.host.held.clone()), (reset, vec![None]));
        assert!(is_closed(&mut bench));
        assert_eq!(bench.engine.stats().slots, 0);
        bench.engine.demand(id, demand);
        assert_eq!(write(&mut bench, id, b"abc", true), 0, "nobody is there any more");
    }
}

#[test]
fn a_number_of_another_file_is_not_closed() {
    let (mut bench, id) = connection();
    bench.poller().registered.clear();
    assert_eq!(write(&mut bench, id, b"abc", false), 0, "the interest changes, and the kernel tells");
    let seen = bench.turn();
    assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], Failure::STALE_DESCRIPTOR.error), "L6");
    assert_eq!(bench.sockets().closed, []);
}

#[test]
fn a_pause_holds_reading_back_once_the_read_under_way_has_come() {
    let (mut bench, id) = connection();
    bench.engine.demand(id, Demand::Pause);
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(b"de")]);
    assert_eq!(kinds(&readable(&mut bench)), [BatchKind::Data]);
    assert_eq!(readable(&mut bench), []);
    bench.engine.demand(id, Demand::Resume);
    assert_eq!(kinds(&bench.turn()), [BatchKind::Data]);
}

#[test]
fn users_have_no_business_with_its_descriptor_until_it_is_being_closed() {
    let (mut bench, id) = connection();
    assert_eq!(bench.add(FD, Direction::Writer), Err(Refusal::Owned), "C10");
    assert_eq!(bench.engine.remove(FD, Direction::Reader), Err(Refusal::Owned));
    assert_eq!(bench.engine.attach(FD), Err(Refusal::Owned));
    assert_eq!(bench.engine.open_transport(FD), Err(Refusal::Owned));
    assert_eq!(bench.engine.receive(id, 1, Target::Slab(1)), Err(Refusal::Owned));
    bench.engine.demand(id, Demand::Close);
    assert_eq!(bench.add(FD, Direction::Writer), Ok(id));
    assert_eq!(bench.engine.remove(FD, Direction::Writer), Ok(true));
}

#[test]
fn a_socket_in_use_gets_no_transport_and_one_that_was_used_does() {
    let mut bench = Bench::new();
    let id = bench.engine.attach(FD).unwrap();
    bench.engine.receive(id, 1, Target::Slab(1)).unwrap();
    assert_eq!(bench.engine.open_transport(FD), Err(Refusal::Busy));
    bench.engine.cancel(id, 1);
    assert!(bench.engine.open_transport(FD).is_ok());
}

#[test]
fn the_end_of_the_loop_closes_it() {
    let (mut bench, _) = connection();
    bench.engine.close();
    let seen = bench.batch();
    assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], Failure::LOOP_CLOSED.error));
    assert!(is_closed(&mut bench));
}

#[test]
fn so_does_whatever_else_ends_it() {
    let (mut bench, _) = connection();
    bench.engine.abandon();
    assert_eq!(bench.sockets().closed, [FD]);
    let (mut bench, _) = connection();
    bench.engine.wreck([]);
    bench.engine.wreck([]);
    assert_eq!(bench.sockets().closed, [FD]);
}

#[test]
fn an_event_that_cannot_come_costs_one_connection_and_is_told() {
    let (mut bench, id) = connection();
    bench.engine.feed(id, crate::generated::Machine::Transport, crate::generated::transport::Event::Taken as u8);
    let seen = bench.batch();
    assert_eq!(kinds(&seen), [BatchKind::Forbidden, BatchKind::Lost], "L10, L16");
    assert_eq!(bench.sockets().closed, [FD]);
}

#[test]
fn a_trace_has_what_is_written_ahead_and_who_ends_what_is_lost_already() {
    let (mut bench, id) = connection();
    bench.sockets().sends.push_back(Ok(9));
    bench.engine.host.lent = b"head".to_vec();
    bench.engine.write_ahead(id, 4);
    write(&mut bench, id, b"body", false);
    bench.engine.demand(id, ABORT);
    bench.engine.demand(id, ABORT);
    bench.engine.end_trace(false);
    let calls: Vec<_> = (bench.trace.records().iter())
        .filter(|row| row[trace_field::KIND] == TraceKind::User as i32)
        .map(|row| (row[trace_field::CODE], row[trace_field::VALUE], row[trace_field::ASKED], row[trace_field::EXTRA]))
        .collect();
    let call = |call: UserCall, fd, asked, extra| (call as i32, fd, asked, extra);
    assert_eq!(calls[2..4], [call(UserCall::Write, FD, 4, 1), call(UserCall::Write, FD, 4, 0)]);
    assert_eq!(calls[4..], [call(UserCall::Abort, FD, 0, 0), call(UserCall::Abort, -1, 0, 0)]);
    assert_eq!(calls[0], call(UserCall::Open, FD, word_of(READ), 0));
}

#[test]
fn a_number_that_was_closed_behind_the_engine_is_not_closed_again() {
    let (mut bench, id) = connection();
    bench.engine.close_slot(id);
    let seen = bench.turn();
    assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], Failure::SOCKET_CLOSED.error));
    assert_eq!((bench.sockets().closed.len(), bench.engine.stats().slots), (0, 0), "L6");
}

#[test]
fn a_number_that_is_anothers_by_now_is_not_closed_though_no_poller_knew_of_it() {
    for demand in [ABORT, RESET, Demand::Close] {
        let mut bench = Bench::new();
        bench.sockets().identities.insert(FD, 1);
        let id = bench.engine.open_transport(FD).unwrap();
        bench.sockets().identities.insert(FD, 2);
        bench.sockets().receives.push_back(Ok(b""));
        bench.engine.demand(id, demand);
        assert_eq!(kinds(&bench.turn()), [BatchKind::Lost], "L6");
        assert!(bench.sockets().closed.is_empty() && bench.sockets().reset.is_empty(), "{demand:?}");
    }
}
