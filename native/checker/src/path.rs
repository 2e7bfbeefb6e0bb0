//! What the recorder on the TypeScript side tells: the way that a piece of a world went, and where it ended.

/// One step of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field was read, and had this value.
    Read { field: i32, value: i32 },
    /// A field was written.
    Write { field: i32, value: i32 },
    /// Another piece was run; what it may have written is read anew afterwards.
    Call { piece: usize },
}

/// How a way ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The piece is through.
    Through(Outcome),
    /// A value is none of its field's, or the world threw: who walks here asks the world itself about the transition.
    Unpackable,
    /// A piece that was called ended so; what would have come after it is not known.
    Open,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The label of a move, or `NOT_NOW`; of an obligation, whether it is pending.
    pub label: i32,
    /// 0, or 1 + the law that is broken.
    pub violation: u32,
    /// 0, or the number of what was witnessed.
    pub witness: u32,
}

/// A move that is not possible.
pub const NOT_NOW: i32 = -1;

#[derive(Clone, Debug)]
pub struct Path {
    pub piece: usize,
    pub steps: Vec<Step>,
    pub end: End,
    /// The numbers of the cells and switches that were looked up on the way.
    pub facts: Vec<u32>,
}

/// What one question taught.
#[derive(Debug)]
pub enum Lesson {
    Path(Path),
    /// A piece that this one calls turned out to write more than was known: what is known of this one is void.
    Forget {
        piece: usize,
    },
}

impl Lesson {
    /// What it says of a way that was gone.
    pub fn into_path(self) -> Option<Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Forget { .. } => None,
        }
    }
}

const FORGET: i32 = 0;
const THROUGH: i32 = 1;
const UNPACKABLE: i32 = 2;
const OPEN: i32 = 3;

const READ: i32 = 0;
const WRITE: i32 = 1;
const CALL: i32 = 2;

/// How many numbers stand before the facts and steps of a lesson.
const HEAD: usize = 7;

/// Lessons, one after the other: kind, piece, label, violation, witness, count of facts, count of steps; the facts; three
/// numbers a step.
pub fn decode(told: &[i32]) -> Result<Vec<Lesson>, String> {
    let mut lessons = Vec::new();
    let mut rest = told;
    while !rest.is_empty() {
        let (lesson, behind) = decode_one(rest).ok_or("the recorder's answer is cut off")?;
        lessons.push(lesson);
        rest = behind;
    }
    Ok(lessons)
}

fn decode_one(told: &[i32]) -> Option<(Lesson, &[i32])> {
    let (head, rest) = told.split_at_checked(HEAD)?;
    let (facts, rest) = rest.split_at_checked(head[5] as usize)?;
    let (steps, rest) = rest.split_at_checked(3 * head[6] as usize)?;
    let piece = head[1] as usize;
    let end = match head[0] {
        FORGET => return Some((Lesson::Forget { piece }, rest)),
        THROUGH => End::Through(Outcome { label: head[2], violation: head[3] as u32, witness: head[4] as u32 }),
        UNPACKABLE => End::Unpackable,
        OPEN => End::Open,
        _ => return None,
    };
    let steps = steps.chunks_exact(3).map(|step| match step[0] {
        READ => Step::Read { field: step[1], value: step[2] },
        WRITE => Step::Write { field: step[1], value: step[2] },
        _ => Step::Call { piece: step[1] as usize },
    });
    let facts = facts.iter().map(|&fact| fact as u32).collect();
    Some((Lesson::Path(Path { piece, steps: steps.collect(), end, facts }), rest))
}

/// The same, for another world to learn from; only whole paths are kept.
pub fn encode<'a>(paths: impl Iterator<Item = &'a Path>) -> Vec<i32> {
    let mut told = Vec::new();
    for Path { piece, steps, end, facts } in paths {
        let (kind, Outcome { label, violation, witness }) = match *end {
            End::Through(outcome) => (THROUGH, outcome),
            End::Unpackable => (UNPACKABLE, Outcome::default()),
            End::Open => continue,
        };
        told.extend([kind, *piece as i32, label, violation as i32, witness as i32]);
        told.extend([facts.len() as i32, steps.len() as i32]);
        told.extend(facts.iter().map(|&fact| fact as i32));
        told.extend(steps.iter().flat_map(|step| match *step {
            Step::Read { field, value } => [READ, field, value],
            Step::Write { field, value } => [WRITE, field, value],
            Step::Call { piece } => [CALL, piece as i32, 0],
        }));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_come_one_after_the_other() {
        let told = [0, 4, 0, 0, 0, 0, 0, 1, 2, 7, 1, 5, 1, 2, 9, 0, 3, 1, 2, 8, 0];
        let lessons = decode(&told).expect("it is whole");
        assert!(matches!(lessons[0], Lesson::Forget { piece: 4 }));
        let Lesson::Path(path) = &lessons[1] else { panic!("a path") };
        assert_eq!((path.piece, &path.facts[..]), (2, &[9][..]));
        assert_eq!(path.end, End::Through(Outcome { label: 7, violation: 1, witness: 5 }));
        assert_eq!(path.steps, [Step::Read { field: 3, value: 1 }, Step::Call { piece: 8 }]);
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        let told = [1, 2, 7, 1, 5, 1, 2, 9, 0, 3, 1, 2, 8, 0, 2, 4, 0, 0, 0, 0, 1, 1, 3, 1];
        let lessons = decode(&told).expect("it is whole");
        let paths: Vec<Path> = lessons.into_iter().filter_map(Lesson::into_path).collect();
        assert_eq!(encode(paths.iter()), told);
    }

    #[test]
    fn an_answer_that_is_cut_off_is_refused() {
        assert!(decode(&[1, 2, 7, 1, 5, 0, 1, 0, 3]).is_err());
    }
}
