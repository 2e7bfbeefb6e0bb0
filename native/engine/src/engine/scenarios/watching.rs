//! Callbacks on descriptors: when they are announced, run, and taken off.

use super::*;
use crate::engine::Refusal;
use crate::generated::layout::poller_bits::{HUP, IN, OUT};
use crate::generated::layout::{SystemCall, ToldKind, TraceKind, UserCall, trace_field};
use crate::generated::{Machine, watch};
use crate::memory::Told;
use crate::slots::{Direction, Failure, NO_OPERATION};

use Direction::{Reader, Writer};

fn kinds(seen: &[Seen]) -> Vec<BatchKind> {
    seen.iter().map(|seen| seen.kind).collect()
}

#[test]
fn a_callback_runs_when_reported_and_is_armed_again() {
    let mut bench = Bench::new();
    let id = bench.add(7, Reader).unwrap();
    assert_eq!(bench.turn(), []);
    assert!(!bench.begin(id, Reader), "L1: nobody reported it");
    let seen = bench.turn_with(7, IN);
    assert_eq!((kinds(&seen), seen[0].slot), (vec![BatchKind::Reader], id));
    let modified = bench.engine.stats().calls[SystemCall::EpollMod as usize];
    assert!(bench.begin(id, Reader));
    bench.engine.finish();
    let stats = bench.engine.stats();
    assert_eq!(stats.calls[SystemCall::EpollMod as usize], modified + 1, "L2: re-armed");
    assert!(!bench.begin(id, Reader), "L4: once a report");
}

#[test]
fn the_reader_comes_before_the_writer_and_a_hangup_wakes_both() {
    let mut bench = Bench::new();
    bench.add(7, Writer).unwrap();
    let id = bench.add(7, Reader).unwrap();
    assert_eq!(bench.poller().registered[&7].1.0, IN | OUT, "R1: the union");
    let both = [BatchKind::Reader, BatchKind::Writer];
    assert_eq!(kinds(&bench.turn_with(7, OUT | IN)), both);
    for direction in [Reader, Writer] {
        assert!(bench.begin(id, direction));
    }
    bench.engine.finish();
    assert_eq!(kinds(&bench.turn_with(7, HUP)), both);
}

#[test]
fn what_is_removed_does_not_run_and_its_slot_is_free() {
    let mut bench = Bench::new();
    let id = bench.add(7, Reader).unwrap();
    bench.turn_with(7, IN);
    assert_eq!(bench.engine.remove(7, Reader), Ok(true));
    assert_eq!(bench.engine.remove(7, Reader), Ok(false), "C5");
    assert!(!bench.begin(id, Reader), "L3");
    assert_eq!(bench.engine.stats().slots, 0);
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn removal_inside_the_callback_is_final() {
    let mut bench = Bench::new();
    let id = bench.add(7, Reader).unwrap();
    bench.turn_with(7, IN);
    assert!(bench.begin(id, Reader));
    assert_eq!(bench.engine.remove(7, Reader), Ok(true));
    bench.engine.finish();
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn a_number_that_names_another_file_gets_another_slot() {
    let mut bench = Bench::new();
    let old = bench.add(7, Reader).unwrap();
    bench.poller().registered.clear();
    let new = bench.add(7, Writer).unwrap();
    assert_ne!(new, old);
    assert!(bench.engine.slots.get(old).is_none());
    assert_eq!(bench.poller().registered[&7], (new, crate::poller::Interest(OUT)));
    let told = bench.batch();
    assert_eq!(kinds(&told), [BatchKind::Failed], "the orphaned reader is told");
    assert_eq!((told[0].slot, told[0].operation), (old, NO_OPERATION));
    assert_eq!(told[0].error, Failure::STALE_DESCRIPTOR.error);
}

#[test]
fn an_event_of_a_dead_slot_reaches_nobody() {
    let mut bench = Bench::new();
    bench.add(7, Reader).unwrap();
    bench.poller().report(7, IN);
    bench.engine.remove(7, Reader).unwrap();
    bench.add(7, Reader).unwrap();
    assert_eq!(bench.turn(), []);
}

#[test]
fn a_refused_add_is_thrown_and_leaves_nothing() {
    let mut bench = Bench::new();
    bench.poller().failures.push_back(Errno(libc::EPERM));
    let failure = Failure { error: libc::EPERM, call: Some(SystemCall::EpollAdd) };
    assert_eq!(bench.add(7, Reader), Err(Refusal::Failed(failure)));
    assert_eq!(bench.engine.stats().slots, 0);
    assert!(bench.add(-1, Reader).is_err());
}

#[test]
fn a_ghost_on_the_number_is_taken_over() {
    let mut bench = Bench::new();
    let old = bench.add(7, Reader).unwrap();
    let ghost = bench.poller().registered[&7];
    bench.poller().registered.clear();
    let new = bench.add(7, Reader).unwrap();
    bench.engine.remove(7, Reader).unwrap();
    bench.poller().registered.insert(7, ghost);
    let newest = bench.add(7, Reader).unwrap();
    assert_eq!(bench.poller().registered[&7].0, newest);
    assert!(old != new && new != newest);
}

#[test]
fn after_closing_nothing_can_be_added() {
    let mut bench = Bench::new();
    bench.add(7, Reader).unwrap();
    bench.engine.close();
    assert_eq!(bench.add(8, Reader), Err(Refusal::LoopClosed));
    assert_eq!(bench.engine.remove(7, Reader), Ok(false), "C12");
    assert!(bench.poller().registered.is_empty());
}

#[test]
fn a_forbidden_event_closes_its_slot_and_no_other() {
    let mut bench = Bench::new();
    let (id, other) = (bench.add(7, Reader).unwrap(), bench.add(8, Reader).unwrap());
    bench.engine.feed(id, Machine::Watch, watch::Event::HoldReader as u8);
    let told = bench.batch();
    assert_eq!((kinds(&told), told[0].slot), (vec![BatchKind::Forbidden], id));
    assert_eq!(bench.engine.stats().forbidden, 1);
    assert!(bench.engine.slots.get(id).is_none());
    assert!(!bench.poller().registered.contains_key(&7));
    assert_eq!(kinds(&bench.turn_with(8, IN)), [BatchKind::Reader]);
    assert!(bench.begin(other, Reader));
}

#[test]
fn the_trace_has_call_step_and_answer_in_this_order() {
    let mut bench = Bench::new();
    let id = bench.add(7, Reader).unwrap();
    bench.turn_with(7, IN);
    bench.begin(id, Reader);
    let what = ToldKind::ReaderCalled;
    bench.engine.hear(Told { what, slot: id, operation: 0, error: 0, value: 0 });
    bench.engine.close();
    bench.engine.end_trace(true);
    let rows = bench.trace.records();
    let heads: Vec<_> = rows
        .iter()
        .map(|row| (TraceKind::from_u8(row[trace_field::KIND] as u8).unwrap(), row[trace_field::CODE]))
        .collect();
    let watch = (TraceKind::Step, Machine::Watch as i32);
    assert_eq!(
        heads[..3],
        [(TraceKind::User, UserCall::AddReader as i32), watch, (TraceKind::System, SystemCall::EpollAdd as i32),]
    );
    assert_eq!(
        heads[3..7],
        [(TraceKind::System, SystemCall::Poll as i32), watch, watch, (TraceKind::User, UserCall::CallbackBegin as i32),]
    );
    assert_eq!(heads[7], (TraceKind::Told, ToldKind::ReaderCalled as i32));
    assert_eq!(
        heads[8..11],
        [(TraceKind::User, UserCall::CallbackEnd as i32), watch, (TraceKind::System, SystemCall::EpollMod as i32),]
    );
    assert_eq!(
        heads[11..],
        [
            (TraceKind::User, UserCall::Close as i32),
            watch,
            (TraceKind::System, SystemCall::EpollDel as i32),
            (TraceKind::End, 1),
        ]
    );
}

#[test]
fn a_trace_that_ends_between_two_looks_has_them_all() {
    let mut bench = Bench::new();
    for fd in [7, 8] {
        bench.add(fd, Reader).unwrap();
        bench.poller().report(fd, IN);
    }
    bench.engine.ask();
    assert!(bench.engine.look());
    bench.engine.end_trace(true);
    let readable = [TraceKind::Step as i32, watch::Event::Readable as i32];
    let rows = bench.trace.records();
    let looked = rows.iter().filter(|row| [row[trace_field::KIND], row[trace_field::EVENT]] == readable);
    assert_eq!(looked.count(), 2, "L2");
}

#[test]
fn c25_what_another_loop_has_gets_no_slot_and_what_is_given_up_is_let_go() {
    const ELSEWHERE: RawFd = 8;
    const FD: RawFd = 7;
    let mut bench = Bench::new();
    bench.sockets().elsewhere.push(ELSEWHERE);
    assert_eq!(bench.add(ELSEWHERE, Reader), Err(Refusal::Elsewhere));
    assert_eq!(bench.engine.attach(ELSEWHERE), Err(Refusal::Elsewhere));
    assert_eq!(bench.engine.open_transport(ELSEWHERE), Err(Refusal::Elsewhere));
    bench.sockets().identities.insert(FD, 7);
    bench.add(FD, Reader).unwrap();
    assert_eq!(bench.sockets().claimed, [FD]);
    bench.engine.remove(FD, Reader).unwrap();
    assert_eq!(bench.sockets().claimed, []);
    let id = bench.engine.open_transport(FD).unwrap();
    assert_eq!(bench.sockets().claimed, [FD]);
    bench.engine.close_slot(id);
    assert_eq!(bench.sockets().claimed, []);
}
