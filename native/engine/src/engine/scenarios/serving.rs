//! Listeners whose connections the engine accepts by itself.

use super::*;
use crate::engine::{Demand, Refusal};
use crate::generated::layout::poller_bits::IN;
use crate::slots::Failure;
use crate::sys::kind::Kind;

const LISTENER: RawFd = 3;

/// One that may have so many connections.
fn server(most: u32) -> (Bench, SlotId) {
    let mut bench = Bench::new();
    let id = bench.engine.attach(LISTENER).unwrap();
    bench.engine.serve(&[id], most).unwrap();
    (bench, id)
}

fn made(seen: &[Seen]) -> Vec<RawFd> {
    seen.iter().filter(|record| record.kind == BatchKind::Made).map(|record| record.value).collect()
}

fn accepts(bench: &Bench) -> u64 {
    bench.engine.stats().calls[SystemCall::Accept as usize]
}

/// These connect, and a turn is taken.
fn connect(bench: &mut Bench, fds: &[RawFd]) -> Vec<Seen> {
    bench.sockets().accepts.extend(fds.iter().map(|&fd| Ok(fd)));
    bench.turn_with(LISTENER, IN)
}

#[test]
fn each_connection_is_told_of_with_its_peer_and_can_be_read() {
    let (mut bench, id) = server(0);
    let seen = connect(&mut bench, &[10, 11]);
    assert_eq!(made(&seen), [10, 11]);
    assert_eq!((seen[0].operation, seen[0].error), (id.index, id.generation as i32));
    let address = (seen[0].offset as usize, seen[0].extra as usize);
    let bytes = bench.slab.bytes(address.0..address.0 + address.1).to_vec();
    assert_eq!(name::from_bytes(&bytes).unwrap(), peer());
    bench.sockets().receives.push_back(Ok(b"abc"));
    bench.engine.demand(seen[1].slot, Demand::Resume);
    assert_eq!(bench.turn()[0].kind, BatchKind::Data);
}

#[test]
fn a_connection_is_of_the_kind_of_its_listener_of_which_that_is_found_out_once() {
    let (mut bench, _) = server(0);
    bench.sockets().kind = Kind::Stream;
    let seen = connect(&mut bench, &[10, 11]);
    bench.sockets().kind = Kind::Datagram;
    for record in seen {
        bench.engine.demand(record.slot, Demand::Resume);
        assert_eq!(bench.engine.slots.get(record.slot).and_then(|slot| slot.kind?.kind()), Some(Kind::Stream));
    }
    assert_eq!(*bench.sockets().asked.borrow(), [LISTENER]);
}

/// What keeps accepts from waiting ends with the last of them: nothing else is to be interrupted (L15b).
#[test]
fn accepts_in_a_row_are_over_when_the_engine_returns() {
    let (mut bench, _) = server(0);
    assert_eq!(bench.sockets().in_row, 0);
    connect(&mut bench, &[10, 11]);
    assert_eq!(bench.sockets().in_row, 0);
    bench.sockets().in_row = 1;
    bench.engine.wreck([]);
    assert_eq!(bench.sockets().in_row, 0);
}

#[test]
fn one_that_has_as_many_as_it_may_accepts_again_when_one_has_left() {
    let (mut bench, _) = server(2);
    let seen = connect(&mut bench, &[10, 11, 12]);
    assert_eq!(made(&seen), [10, 11]);
    let before = accepts(&bench);
    assert_eq!(bench.turn_with(LISTENER, IN), []);
    assert_eq!(accepts(&bench), before);
    bench.engine.demand(seen[0].slot, Demand::Abort { resets: false });
    let seen = bench.turn();
    assert_eq!(seen.iter().map(|record| record.kind).collect::<Vec<_>>(), [BatchKind::Lost, BatchKind::Made]);
}

/// Who connects at each of two listeners of one server, and which connections are made of it.
fn connect_to_both(bench: &mut Bench, fds: &[RawFd]) -> Vec<Seen> {
    bench.sockets().accepts.extend(fds.iter().map(|&fd| Ok(fd)));
    for fd in [LISTENER, LISTENER + 1] {
        bench.poller().report(fd, IN);
    }
    bench.turn()
}

#[test]
fn the_listeners_of_a_server_have_one_limit_and_take_turns() {
    let mut bench = Bench::new();
    let both = [LISTENER, LISTENER + 1].map(|fd| bench.engine.attach(fd).unwrap());
    bench.engine.serve(&both, 2).unwrap();
    let seen = connect_to_both(&mut bench, &[10, 11, 12, 13]);
    assert_eq!(made(&seen), [10, 11]);
    let before = accepts(&bench);
    assert_eq!(connect_to_both(&mut bench, &[]), []);
    assert_eq!(accepts(&bench), before);
    let listeners: Vec<u32> = [0, 1]
        .map(|which| {
            bench.engine.demand(seen[which].slot, Demand::Abort { resets: false });
            let records = bench.turn();
            let record = records.iter().find(|record| record.kind == BatchKind::Made).unwrap();
            record.operation
        })
        .into();
    assert_eq!(listeners, both.map(|id| id.index), "L19");
}

#[test]
fn a_listener_of_a_server_that_is_full_already_accepts_nothing_at_first() {
    let mut bench = Bench::new();
    let both = [LISTENER, LISTENER + 1].map(|fd| bench.engine.attach(fd).unwrap());
    bench.sockets().accepts.extend([Ok(10), Ok(11)]);
    bench.engine.serve(&both, 1).unwrap();
    let seen = bench.turn();
    assert_eq!(made(&seen), [10]);
    bench.engine.close_slot(both[0]);
    bench.engine.demand(seen[0].slot, Demand::Abort { resets: false });
    assert_eq!(made(&bench.turn()), [11]);
}

#[test]
fn a_pause_leaves_connections_in_the_backlog() {
    let (mut bench, id) = server(0);
    bench.engine.pause_serving(id);
    assert!(bench.poller().registered.is_empty());
    bench.sockets().accepts.push_back(Ok(10));
    assert_eq!(bench.turn(), []);
    bench.engine.resume_serving(id);
    assert_eq!(made(&bench.turn()), [10]);
}

#[test]
fn a_listener_that_closes_leaves_its_connections_alone() {
    let (mut bench, id) = server(1);
    let seen = connect(&mut bench, &[10]);
    bench.engine.close_slot(id);
    assert_eq!((bench.turn(), bench.sockets().closed.clone()), (vec![], vec![]), "C35");
    bench.engine.demand(seen[0].slot, Demand::Abort { resets: false });
    assert_eq!(bench.turn()[0].kind, BatchKind::Lost);
    assert_eq!(bench.sockets().closed, [10]);
    assert_eq!(bench.engine.stats().slots, 0);
}

#[test]
fn a_connection_that_nobody_hears_of_is_closed_with_the_loop() {
    let (mut bench, _) = server(0);
    bench.sockets().accepts.push_back(Ok(10));
    bench.poller().report(LISTENER, IN);
    bench.engine.poll();
    bench.engine.abandon();
    assert_eq!(bench.sockets().closed, [10], "V2");
}

#[test]
fn a_listener_that_fails_is_told_of_and_one_at_the_limit_tries_again() {
    let (mut bench, id) = server(0);
    bench.sockets().accepts.extend([Err(libc::EMFILE)]);
    let seen = bench.turn_with(LISTENER, IN);
    assert_eq!((seen[0].kind, seen[0].error), (BatchKind::Limit, libc::EMFILE));
    bench.sockets().accepts.extend([Ok(10), Err(libc::EINVAL)]);
    bench.engine.clock.now += 50;
    let seen = bench.turn();
    assert_eq!(made(&seen), [10]);
    assert_eq!((seen[1].kind, seen[1].slot, seen[1].error), (BatchKind::Unserved, id, libc::EINVAL));
    assert_eq!(seen[1].extra, SystemCall::Accept as i32);
}

#[test]
fn a_listener_whose_number_is_anothers_is_told_of() {
    let (mut bench, id) = server(0);
    bench.poller().registered.clear();
    assert_eq!(bench.engine.attach(LISTENER).map(|other| other != id), Ok(true));
    let seen = bench.turn();
    assert_eq!((seen[0].kind, seen[0].error), (BatchKind::Unserved, Failure::STALE_DESCRIPTOR.error));
}

#[test]
fn one_that_is_served_is_not_accepted_from_and_not_served_twice() {
    let (mut bench, id) = server(0);
    assert_eq!(bench.engine.accept(id, 1), Err(Refusal::Busy));
    assert_eq!(bench.engine.serve(&[id], 0), Err(Refusal::Busy));
    assert_eq!(bench.engine.open_transport(LISTENER), Err(Refusal::Busy));
}

#[test]
fn the_number_of_a_connection_that_was_closed_elsewhere_is_the_new_ones() {
    let (mut bench, _) = server(0);
    let old = connect(&mut bench, &[10])[0].slot;
    let seen = connect(&mut bench, &[10]);
    assert_eq!(made(&seen), [10]);
    let lost: Vec<_> = seen.iter().filter(|record| record.kind == BatchKind::Lost).collect();
    assert_eq!((lost.len(), lost[0].slot, lost[0].error), (1, old, Failure::STALE_DESCRIPTOR.error), "L6");
    assert_eq!(bench.sockets().closed, []);
}

#[test]
fn the_end_of_the_loop_accepts_nothing_more() {
    let (mut bench, _) = server(1);
    connect(&mut bench, &[10, 11]);
    bench.engine.close();
    assert_eq!(made(&bench.batch()), []);
    assert_eq!(bench.sockets().closed, [10]);
}
