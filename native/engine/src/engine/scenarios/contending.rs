//! Many who want the same in one turn, and who comes first (L19).

use super::*;
use crate::engine::{Refusal, Started};
use crate::generated::layout::poller_bits::IN;
use crate::slots::Target;

/// Sockets from descriptor 100 on, each with a receive of so much that waits for the poller.
fn receiving(count: usize, most: usize) -> (Bench, Vec<SlotId>) {
    let mut bench = Bench::new();
    let ids: Vec<SlotId> = (0..count).map(|index| bench.engine.attach(100 + index as RawFd).unwrap()).collect();
    for (operation, &id) in (0..).zip(&ids) {
        bench.sockets().receives.push_back(Err(libc::EAGAIN));
        assert_eq!(bench.engine.receive(id, operation, Target::Slab(most)), Ok(Started::Pending));
    }
    // Those that were begun beyond the budget of their turn try in the next one.
    bench.turn();
    (bench, ids)
}

fn report(bench: &mut Bench, ids: &[SlotId]) {
    for id in ids {
        let fd = bench.engine.slots.get(*id).unwrap().fd;
        bench.poller().report(fd, IN);
    }
}

fn operations(seen: &[Seen]) -> Vec<u32> {
    seen.iter().map(|seen| seen.operation).collect()
}

const FULL: [u8; 2000] = [7; 2000];

/// All that the turn has, in the portions for which there is room.
fn portions(bench: &mut Bench) -> Vec<Vec<u32>> {
    let mut portions = vec![operations(&bench.turn())];
    while bench.engine.go_on() {
        portions.push(operations(&bench.batch()));
        bench.engine.delivered();
    }
    portions
}

#[test]
fn those_for_whom_there_is_no_room_come_in_the_same_turn_in_their_order() {
    let (mut bench, ids) = receiving(8, FULL.len());
    bench.sockets().receives.extend([Ok(&FULL[..]); 8]);
    report(&mut bench, &ids);
    assert_eq!(portions(&mut bench), [vec![0, 1, 2], vec![3, 4, 5], vec![6, 7]], "a slab of three");
    assert!(!bench.engine.restless());
}

#[test]
fn who_comes_while_others_wait_for_room_goes_behind_them() {
    let (mut bench, ids) = receiving(5, FULL.len());
    bench.sockets().receives.extend([Ok(&FULL[..]); 6]);
    report(&mut bench, &ids);
    assert_eq!(operations(&bench.turn()), [0, 1, 2]);
    assert_eq!(bench.engine.receive(ids[0], 10, Target::Slab(1)), Ok(Started::Pending), "though there is room for it");
    assert!(bench.engine.go_on());
    assert_eq!(operations(&bench.batch()), [3, 4]);
    bench.engine.delivered();
    assert!(!bench.engine.go_on(), "it was served in this turn");
    bench.sockets().receives = [Ok(&b"x"[..])].into();
    assert_eq!(operations(&bench.turn()), [10]);
}

#[test]
fn a_turn_serves_so_many_and_the_next_one_begins_with_the_others() {
    let (mut bench, ids) = receiving(600, 1);
    bench.sockets().receives.extend([Ok(&b"x"[..]); 700]);
    report(&mut bench, &ids);
    let first = portions(&mut bench).concat();
    assert_eq!(first, (0..512).collect::<Vec<_>>());
    assert_eq!(bench.engine.receive(ids[0], 1000, Target::Slab(1)), Ok(Started::Pending), "the budget is used up");
    assert!(bench.engine.restless(), "no edge will come again");
    report(&mut bench, &ids[1..3]);
    let second = portions(&mut bench).concat();
    assert_eq!(second, (512..600).chain([1000]).collect::<Vec<_>>());
}

#[test]
fn bytes_end_a_turn_as_well() {
    let mut bench = Bench::new();
    let big = 1024 * 1024;
    let ids: Vec<SlotId> = (0..12).map(|fd| bench.engine.attach(fd).unwrap()).collect();
    bench.sockets().sends.extend([Ok(big); 12]);
    let mut begun = Vec::new();
    for (operation, &id) in (0..).zip(&ids) {
        bench.engine.host.buffers.insert(operation, vec![0; big]);
        begun.push(bench.engine.send(id, operation, big).unwrap());
    }
    assert_eq!(begun.iter().filter(|&&started| started == Started::Settled).count(), 8);
    assert_eq!(operations(&bench.turn()), [8, 9, 10, 11]);
}

#[test]
fn the_more_share_a_turn_the_less_each_has_of_it() {
    let (mut bench, ids) = receiving(32, 1);
    bench.sockets().receives.extend([Ok(&b"x"[..]); 200]);
    report(&mut bench, &ids);
    assert_eq!(operations(&bench.turn()).len(), 32);
    assert_eq!(
        bench.engine.receive(ids[0], 100, Target::Slab(1)),
        Ok(Started::Settled),
        "64 calls for 32 are two each"
    );
    assert_eq!(bench.engine.receive(ids[0], 101, Target::Slab(1)), Ok(Started::Pending));
    assert_eq!(bench.engine.receive(ids[1], 102, Target::Slab(1)), Ok(Started::Pending), "behind who waits by now");
    assert_eq!(operations(&bench.turn()), [101, 102]);
}

#[test]
fn who_is_alone_has_all_of_it() {
    let (mut bench, ids) = receiving(1, 1);
    bench.sockets().receives.extend([Ok(&b"x"[..]); 100]);
    bench.engine.cancel(ids[0], 0);
    let mut settles = |operation| bench.engine.receive(ids[0], operation, Target::Slab(1)) == Ok(Started::Settled);
    assert_eq!((1..).map_while(|operation| settles(operation).then_some(())).count(), 64);
}

#[test]
fn what_is_given_up_while_it_waits_holds_nobody_up() {
    let (mut bench, ids) = receiving(6, FULL.len());
    bench.sockets().receives.extend([Ok(&FULL[..]); 6]);
    report(&mut bench, &ids);
    assert_eq!(operations(&bench.turn()), [0, 1, 2]);
    bench.engine.cancel(ids[3], 3);
    bench.engine.close_slot(ids[4]);
    assert!(!bench.engine.go_on(), "what JavaScript brings about belongs to the next turn");
    assert_eq!(operations(&bench.turn()), [4, 5], "one is told that its socket is closed");
    assert!(!bench.engine.restless());
}

#[test]
fn who_gives_up_and_begins_again_has_one_place() {
    let (mut bench, ids) = receiving(6, FULL.len());
    bench.sockets().receives.extend([Ok(&FULL[..]); 6]);
    report(&mut bench, &ids);
    assert_eq!(operations(&bench.turn()), [0, 1, 2]);
    bench.engine.cancel(ids[3], 3);
    for operation in 20..25 {
        assert_eq!(bench.engine.receive(ids[3], operation, Target::Slab(FULL.len())), Ok(Started::Pending));
        bench.engine.cancel(ids[3], operation);
    }
    assert_eq!(bench.engine.receive(ids[3], 25, Target::Slab(FULL.len())), Ok(Started::Pending));
    assert!(bench.engine.go_on());
    assert_eq!(operations(&bench.batch()), [25, 4, 5]);
    bench.engine.delivered();
    assert!(!bench.engine.go_on());
    assert!(!bench.engine.restless());
}

#[test]
fn a_send_that_spends_its_part_when_it_is_called_goes_on_in_later_turns() {
    let mut bench = Bench::new();
    let id = bench.engine.attach(4).unwrap();
    let part = 300 * 1024;
    bench.engine.host.buffers.extend([(0, vec![0; 1]), (1, vec![0; 2 * part])]);
    bench.sockets().sends.extend([Ok(1); 64]);
    for _ in 0..64 {
        assert_eq!(bench.engine.send(id, 0, 1), Ok(Started::Settled));
    }
    assert_eq!(bench.engine.send(id, 0, 1), Ok(Started::Pending));
    bench.engine.cancel(id, 0);
    assert_eq!(bench.engine.send(id, 1, 2 * part), Ok(Started::Pending));
    bench.sockets().sends.extend([Ok(part); 2]);
    assert_eq!(bench.turn(), []);
    assert_eq!(operations(&bench.turn()), [1]);
    assert_eq!((bench.engine.restless(), bench.engine.stats().forbidden), (false, 0));
}

#[test]
fn portions_are_given_back_whatever_is_queued_beside_them() {
    let (mut bench, ids) = receiving(4, FULL.len());
    let idle = bench.engine.attach(50).unwrap();
    for round in 0..20 {
        bench.sockets().receives = [Ok(&FULL[..]); 3].into();
        report(&mut bench, &ids[..3]);
        bench.engine.poll();
        let seen = bench.engine.fill(0, usize::MAX);
        assert!(seen >= 3, "round {round}");
        bench.engine.refuse(idle, 99, Refusal::Busy);
        bench.engine.delivered();
        bench.sockets().receives = [Err(libc::EAGAIN); 3].into();
        for (operation, &id) in (0..).zip(&ids[..3]) {
            assert_eq!(bench.engine.receive(id, operation, Target::Slab(FULL.len())), Ok(Started::Pending));
        }
    }
}
