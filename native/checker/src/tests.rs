//! A search over a world written in Rust: two counters, of which the second follows the first, and a law that may be
//! broken. What JavaScript's recorder would tell is told by a small one here.

use crate::fair::Found;
use crate::layout::{Layout, Place};
use crate::path::{End, Lesson, NOT_NOW, Outcome, Path, Step, decode};
use crate::search::{Claim, Explored, Limit, Search, Setup, Told, World, make};
use crate::trees::Stop;

const A: i32 = 0;
const B: i32 = 1;

/// The pieces by their numbers.
const RAISE: usize = 0;
const FOLLOW: usize = 1;
const SETTLE: usize = 2;
const BEHIND: usize = 3;
const LAW: usize = 4;

/// The fact that the second move stands on.
const CELL: u32 = 7;

const SIZE: u32 = 200;

#[derive(Default)]
struct Recorded {
    steps: Vec<Step>,
    values: [i32; 2],
}

impl Recorded {
    fn read(&mut self, field: i32) -> i32 {
        let value = self.values[field as usize];
        self.steps.push(Step::Read { field, value });
        value
    }

    fn write(&mut self, field: i32, value: i32) {
        self.values[field as usize] = value;
        self.steps.push(Step::Write { field, value });
    }
}

fn path(piece: usize, steps: Vec<Step>, outcome: Outcome, facts: &[u32]) -> Lesson {
    Lesson::Path(Path { piece, steps, end: End::Through(outcome), facts: facts.into() })
}

/// The world: `most` is how far the first counter goes, and law 1 is broken where they meet at `met`.
struct Counters {
    most: i32,
    met: i32,
    asked: u32,
}

impl Counters {
    fn ask(&mut self, piece: usize, words: &[u32]) -> Result<Vec<Lesson>, Stop> {
        self.asked += 1;
        let values = [(words[0] & 255) as i32, (words[0] >> 8 & 255) as i32];
        let mut at = Recorded { values, ..Recorded::default() };
        let outcome = |label| Outcome { label, ..Outcome::default() };
        match piece {
            RAISE => {
                let a = at.read(A);
                if a == self.most {
                    return Ok(vec![path(piece, at.steps, outcome(NOT_NOW), &[])]);
                }
                at.write(A, a + 1);
                Ok(vec![path(piece, at.steps, outcome(0), &[])])
            }
            FOLLOW => {
                let (a, b) = (at.read(A), at.read(B));
                if b >= a {
                    return Ok(vec![path(piece, at.steps, outcome(NOT_NOW), &[])]);
                }
                at.write(B, b + 1);
                at.steps.push(Step::Call { piece: LAW });
                let mut law = Recorded { values: at.values, ..Recorded::default() };
                let broken = law.read(A) == law.read(B) && law.values[0] == self.met;
                let judged = Outcome { label: 0, violation: u32::from(broken), witness: 1 };
                Ok(vec![path(LAW, law.steps, judged, &[]), path(piece, at.steps, outcome(1), &[CELL])])
            }
            SETTLE => {
                at.read(A);
                Ok(vec![path(piece, at.steps, outcome(0), &[])])
            }
            _ => {
                let behind = at.read(B) < at.read(A);
                Ok(vec![path(piece, at.steps, outcome(i32::from(behind)), &[])])
            }
        }
    }

    fn explore(&mut self, search: &mut dyn Search) -> Result<Explored, Stop> {
        let mut tell = |_: usize, _: &[u32]| -> Result<Told, Stop> { Err(Stop::WorldThrew) };
        let mut ask = |piece: usize, words: &[u32]| self.ask(piece, words);
        search.explore(World { ask: &mut ask, tell: &mut tell, progress: &mut |_, _, _| {} })
    }

    fn judge(&mut self, search: &mut dyn Search, follow: &[bool]) -> (usize, Found) {
        let mut ask = |piece: usize, words: &[u32]| self.ask(piece, words);
        search.judge(BEHIND, follow, !0, &mut ask).expect("it can be judged")
    }
}

fn setup() -> Setup {
    let place = |shift| Place { word: 0, shift, mask: 255, size: SIZE };
    Setup {
        layout: Layout { places: vec![place(0), place(8)] },
        words: 1,
        moves: 2,
        settlings: 1,
        initial: vec![0],
        classes: vec![0, 1],
        stop_at_first: false,
        states_max: 1 << 20,
        bytes_max: 1 << 30,
        audit_every: 10,
        seed: 1,
    }
}

fn counters() -> Counters {
    Counters { most: 9, met: -1, asked: 0 }
}

#[test]
fn every_state_is_found_and_nothing_is_asked_twice() {
    let mut search = make(setup()).expect("it is narrow");
    let mut world = counters();
    let found = world.explore(&mut *search).expect("it holds");
    // Pairs with b <= a; each can raise but for a = 9, and follow but for b = a.
    assert_eq!((found.states, found.edges, found.depth, found.limit), (55, 45 + 45, 18, Limit::None));
    assert_eq!(found.questions, world.asked);
    // Both moves go one way for each value that they read; so does the law for each pair.
    assert!(found.questions < 10 + 55 + 10 + 55);
    assert_eq!(search.witnesses(), [0, 45]);
    assert_eq!(search.facts(), [CELL]);
    assert_eq!(search.words(0), [0]);
    // The first transition raises.
    assert_eq!(search.step(0), (0, 1));
    assert!(found.paths > 0 && found.bytes >= 55 * size_of::<u32>());
}

#[test]
fn the_way_to_a_state_is_shortest() {
    let mut search = make(setup()).expect("it is narrow");
    let found = counters().explore(&mut *search).expect("it holds");
    let way = search.way_to(found.states - 1);
    assert_eq!(way.len(), 2 * found.depth as usize);
    assert_eq!(search.words(way[way.len() - 1] as usize), [9 | 9 << 8]);
}

#[test]
fn a_law_is_broken_at_the_first_state_that_breaks_it() {
    let mut search = make(setup()).expect("it is narrow");
    let found = Counters { met: 3, ..counters() }.explore(&mut *search).expect("it ends");
    let [broken] = &found.broken[..] else { panic!("one law") };
    assert_eq!((broken.law, broken.label, search.words(broken.state as usize)), (0, 1, vec![3 | 2 << 8]));
}

#[test]
fn who_asks_for_the_first_violation_gets_no_more_states_than_that() {
    let mut search = make(Setup { stop_at_first: true, ..setup() }).expect("it is narrow");
    let found = Counters { met: 3, ..counters() }.explore(&mut *search).expect("it ends");
    assert_eq!(found.limit, Limit::First);
    assert!(found.states < 55);
}

#[test]
fn what_never_happens_though_it_is_not_owed_is_a_run_without_end() {
    let mut search = make(Setup { classes: vec![0, 0], ..setup() }).expect("it is narrow");
    let mut world = counters();
    world.explore(&mut *search).expect("it holds");
    let (pending, found) = world.judge(&mut *search, &[true, true]);
    assert_eq!(pending, 45);
    // Nobody has to follow: it stays behind for ever in the first state in which it is behind.
    assert_eq!(found.still, Some(1));
    let mut fair = make(setup()).expect("it is narrow");
    world.explore(&mut *fair).expect("it holds");
    assert_eq!(world.judge(&mut *fair, &[true, true]).1, Found::default());
    assert_eq!(fair.quiet(&[true, true]), (90, None));
}

#[test]
fn an_heir_asks_for_nothing_but_what_differs() {
    let mut first = make(setup()).expect("it is narrow");
    counters().explore(&mut *first).expect("it holds");
    let lessons = decode(&first.lessons()).expect("they are whole");
    let paths: Vec<Path> = lessons.into_iter().filter_map(Lesson::into_path).collect();
    let all = |differing: &[u32]| {
        let mut heir = make(setup()).expect("it is narrow");
        heir.inherit(&paths, differing, true).expect("it is of one kind");
        let mut world = counters();
        world.explore(&mut *heir).expect("it holds");
        assert_eq!(heir.digest(), first.digest());
        assert_eq!(heir.facts(), [CELL]);
        world.asked
    };
    assert_eq!(all(&[]), 0);
    // The second move anew for each pair in which it is made, and nothing else.
    assert_eq!(all(&[CELL]), 45);
}

#[test]
fn claims_are_of_moves_and_obligations_and_each_state_is_a_second_one() {
    let mut search = make(setup()).expect("it is narrow");
    let mut world = counters();
    world.explore(&mut *search).expect("it holds");
    world.judge(&mut *search, &[true, true]);
    let mut claims = Vec::new();
    let mut ask = |piece: usize, words: &[u32]| world.ask(piece, words);
    while let Some((piece, claim)) = search.claim(&mut ask).expect("it holds") {
        claims.push((piece, claim));
    }
    let pieces: Vec<usize> = claims.iter().map(|(piece, _)| *piece).collect();
    assert!(pieces.contains(&RAISE) && pieces.contains(&FOLLOW) && pieces.contains(&BEHIND));
    let is_follow = |claim: &&(usize, Claim)| claim.0 == FOLLOW && claim.1.label == 1;
    let Some((_, claim)) = claims.iter().find(is_follow) else { panic!("a move that is made") };
    assert_eq!((claim.to[0], claim.violation), (claim.from[0] + (1 << 8), 0));
    assert_eq!((&claim.witnesses[..], &claim.facts[..]), (&[1][..], &[CELL][..]));
}

#[test]
fn a_piece_that_goes_two_ways_from_the_same_fields_is_refused() {
    let mut search = make(setup()).expect("it is narrow");
    let mut count = 0;
    let mut ask = |piece: usize, _: &[u32]| {
        count += 1;
        // The label depends on how often it was asked, and on no field.
        let steps = if piece == RAISE { vec![Step::Read { field: A, value: 0 }] } else { Vec::new() };
        let outcome = Outcome { label: if piece == RAISE { count } else { NOT_NOW }, ..Outcome::default() };
        Ok(vec![path(piece, steps.clone(), outcome, &[]), path(piece, steps, Outcome { label: 9, ..outcome }, &[])])
    };
    let mut tell = |_: usize, _: &[u32]| -> Result<Told, Stop> { Err(Stop::WorldThrew) };
    let world = World { ask: &mut ask, tell: &mut tell, progress: &mut |_, _, _| {} };
    let Err(Stop::Contradiction(why)) = search.explore(world) else { panic!("it holds") };
    assert!(why.contains("went two ways"), "{why}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut search = make(setup()).expect("it is narrow");
    let mut ask = |_: usize, _: &[u32]| Err(Stop::Refused("no answer".into()));
    let mut tell = |_: usize, _: &[u32]| -> Result<Told, Stop> { Err(Stop::WorldThrew) };
    let world = World { ask: &mut ask, tell: &mut tell, progress: &mut |_, _, _| {} };
    let Err(Stop::Refused(why)) = search.explore(world) else { panic!("it holds") };
    assert_eq!(why, "no answer");
}

#[test]
fn limits_are_told() {
    let mut few = make(Setup { states_max: 10, ..setup() }).expect("it is narrow");
    assert_eq!(counters().explore(&mut *few).map(|found| found.limit).ok(), Some(Limit::States));
    let wide = make(Setup { words: 33, ..setup() });
    assert_eq!(wide.err(), Some("a state of 33 words, where 32 are the most there is code for".into()));
}

#[test]
fn a_transition_that_cannot_be_packed_is_told_by_the_world() {
    let mut search = make(Setup { settlings: 0, moves: 1, ..setup() }).expect("it is narrow");
    let mut ask = |piece: usize, words: &[u32]| {
        let value = words[0] as i32;
        Ok(vec![Lesson::Path(Path {
            piece,
            steps: vec![Step::Read { field: A, value }],
            end: End::Unpackable,
            facts: Vec::new(),
        })])
    };
    let mut told = 0;
    let mut tell = |_: usize, words: &[u32]| -> Result<Told, Stop> {
        told += 1;
        let label = if words[0] < 5 { 0 } else { NOT_NOW };
        Ok(Told { label, violation: 0, witness: 2, words: vec![words[0] + 1], facts: vec![CELL] })
    };
    let world = World { ask: &mut ask, tell: &mut tell, progress: &mut |_, _, _| {} };
    let found = search.explore(world).expect("it holds");
    assert_eq!((found.states, found.edges), (6, 5));
    assert_eq!((search.witnesses(), search.facts()), (&[0, 0, 6][..], vec![CELL]));
    assert_eq!(told, 6);
}
