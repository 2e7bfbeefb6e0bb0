//! Reads into memory that whoever reads has given, or is to keep.

use super::transports::{FD, connection, is_closed, kinds, readable};
use super::*;
use crate::engine::{Demand, ReadInto};
use crate::generated::layout::poller_bits::IN;
use crate::generated::layout::{UserCall, trace_field};
use crate::slots::{Failure, READ};
use crate::trace::word_of;

/// One that is read into these bytes of the user's.
fn read_into(bench: &mut Bench, id: SlotId, memory: &[u8]) -> u32 {
    bench.engine.host.held.push(Some(memory.to_vec()));
    let number = bench.engine.host.held.len() as u32 - 1;
    bench.engine.read_into(id, ReadInto::Given(number, memory.len()));
    number
}

#[test]
fn a_read_goes_into_the_users_memory_once_and_comes_in_its_place() {
    let (mut bench, id) = connection();
    read_into(&mut bench, id, b"....");
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(b"de"), Ok(b"f")]);
    bench.poller().report(FD, IN);
    bench.engine.poll();
    let seen = bench.batch();
    assert_eq!((kinds(&seen), seen[0].value, seen[0].offset), (vec![BatchKind::Data], 3, received::USERS));
    assert_eq!(bench.engine.host.held[0].as_deref(), Some(&b"abc."[..]));
    bench.poller().report(FD, IN);
    bench.engine.poll();
    assert_eq!(bench.batch(), [], "L18: one read is on its way at a time, though no bytes of the slab are");
    bench.engine.delivered();
    let seen = bench.batch();
    assert_eq!(bench.bytes(seen[0]), b"de", "nothing more was given");
    bench.engine.read_into(id, ReadInto::Again(4));
    bench.engine.delivered();
    assert_eq!(readable(&mut bench)[0].offset, received::USERS);
    assert_eq!(bench.engine.host.held[0].as_deref(), Some(&b"fbc."[..]));
}

#[test]
fn what_was_read_into_the_users_memory_is_taken_in_its_turn() {
    let (mut bench, first) = connection();
    let second = bench.engine.open_transport(FD + 1).unwrap();
    bench.engine.demand(second, Demand::Resume);
    read_into(&mut bench, second, b"....");
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(b"de"), Ok(b"f")]);
    bench.poller().report(FD, IN);
    bench.poller().report(FD + 1, IN);
    bench.engine.poll();
    let untaken = |bench: &Bench| bench.engine.untaken.iter().map(|&(_, id)| id).collect::<Vec<_>>();
    assert_eq!(untaken(&bench), [first, second]);
    assert_eq!(bench.engine.fill(0, 1), 1, "JavaScript sees the first");
    bench.engine.delivered();
    assert_eq!(untaken(&bench), [second]);
    assert_eq!(bench.engine.fill(0, 1), 1);
    bench.engine.delivered();
    assert_eq!(untaken(&bench), []);
}

#[test]
fn a_read_into_fresh_memory_is_told_by_the_place_in_its_chunk_and_counts_for_the_batch() {
    let (mut bench, id) = connection();
    bench.engine.host.chunk = vec![0; READ + 3];
    bench.sockets().receives.extend([Ok(&b"abc"[..]), Ok(b"de"), Ok(b"f")]);
    let place = |seen: &[Seen]| (seen[0].value, seen[0].offset, seen[0].extra);
    bench.engine.read_into(id, ReadInto::Fresh);
    let before = bench.engine.slab.mark();
    bench.poller().report(FD, IN);
    bench.engine.poll();
    assert_eq!(bench.engine.slab.mark() - before, 3);
    let seen = bench.batch();
    assert_eq!((place(&seen), &bench.engine.host.chunk[..3]), ((3, 0, 1), &b"abc"[..]));
    bench.engine.read_into(id, ReadInto::Fresh);
    bench.engine.delivered();
    assert_eq!(place(&readable(&mut bench)), (2, 3, 1));
    bench.engine.read_into(id, ReadInto::Fresh);
    let seen = [readable(&mut bench), bench.turn()].concat();
    let slab = seen[0].offset;
    assert_eq!((place(&seen), slab >= 0), ((1, slab, 0), true), "there is no more of it, but the slab");
}

#[test]
fn memory_to_read_into_is_given_back_for_other_memory_at_a_close_and_at_the_end() {
    let (mut bench, id) = connection();
    read_into(&mut bench, id, b"....");
    read_into(&mut bench, id, b"....");
    assert_eq!(bench.engine.host.held, [None, Some(b"....".to_vec())]);
    bench.engine.read_into(id, ReadInto::Slab);
    assert_eq!(bench.engine.host.held, [None, None]);
    read_into(&mut bench, id, b"....");
    bench.engine.demand(id, Demand::Close);
    bench.sockets().receives.extend([Ok(&b"late"[..]), Ok(b"")]);
    readable(&mut bench);
    assert_eq!(bench.engine.host.held[2], None, "what is discarded goes nowhere near it");
    readable(&mut bench);
    assert!(is_closed(&mut bench));
    read_into(&mut bench, id, b"....");
    assert_eq!(bench.engine.host.held[3], None, "nobody is there any more");
    let (mut bench, id) = connection();
    read_into(&mut bench, id, b"....");
    bench.engine.close();
    assert_eq!(bench.engine.host.held, [None]);
}

#[test]
fn memory_that_is_gone_or_too_short_when_there_are_bytes_loses_the_connection() {
    for left in [None, Some(b"...".to_vec())] {
        let (mut bench, id) = connection();
        read_into(&mut bench, id, b"....");
        bench.engine.host.held[0] = left;
        let seen = readable(&mut bench);
        assert_eq!((kinds(&seen), seen[0].error), (vec![BatchKind::Lost], Failure::BUFFER_DETACHED.error));
        assert!(is_closed(&mut bench));
    }
}

#[test]
fn whatever_there_is_room_for_one_read_takes_no_more_than_others() {
    let (mut bench, id) = connection();
    read_into(&mut bench, id, &vec![0; READ + 1]);
    bench.engine.end_trace(false);
    let asked = (bench.trace.records().iter())
        .find(|row| row[trace_field::CODE] == UserCall::ReadInto as i32)
        .map(|row| row[trace_field::ASKED]);
    assert_eq!(asked, Some(word_of(READ)), "L19");
}
