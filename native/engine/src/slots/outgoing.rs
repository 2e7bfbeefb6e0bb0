//! What was written to a connection, as long as the kernel has not taken it.

use std::collections::VecDeque;

/// Small pieces are put together up to this.
const CHUNK: usize = 64 * 1024;

/// How much the kernel may take before somebody who asked is told.
const MOST_UNTOLD: usize = 64 * 1024;

/// Where the bytes of a piece are.
#[derive(Debug)]
pub(crate) enum Source {
    Copied(Vec<u8>),
    /// In the memory of the call that writes them, which has not returned.
    Lent,
    /// In the user's memory, which the host keeps by this number.
    Held(u32),
}

/// The bytes from `sent` to `length` are still to go.
#[derive(Debug)]
pub(crate) struct Piece {
    pub source: Source,
    pub sent: usize,
    pub length: usize,
}

#[derive(Default)]
pub(crate) struct Outgoing {
    pieces: VecDeque<Piece>,
    queued: usize,
    /// What the kernel has taken and JavaScript has not been told of, and whether it wants to be.
    untold: usize,
    asked: bool,
}

impl Outgoing {
    pub(crate) fn pieces(&self) -> impl ExactSizeIterator<Item = &Piece> {
        self.pieces.iter()
    }

    /// How many bytes there are.
    pub(crate) fn queued(&self) -> usize {
        self.queued
    }

    /// The call that is being made writes so many bytes, behind all others.
    pub(crate) fn lend(&mut self, length: usize) {
        self.queued += length;
        self.pieces.push_back(Piece { source: Source::Lent, sent: 0, length });
    }

    /// The piece that the call which returns now has lent, if it is not sent.
    fn lent(&mut self) -> Option<&mut Piece> {
        self.pieces.back_mut().filter(|piece| matches!(piece.source, Source::Lent))
    }

    pub(crate) fn is_lent(&self) -> bool {
        self.pieces.back().is_some_and(|piece| matches!(piece.source, Source::Lent))
    }

    /// The host keeps the memory of the lent piece.
    pub(crate) fn hold(&mut self, number: u32) {
        if let Some(piece) = self.lent() {
            piece.source = Source::Held(number);
        }
    }

    /// What is left of the lent piece, whose bytes these are, is copied.
    pub(crate) fn copy(&mut self, bytes: &[u8]) {
        let Some(Piece { sent, length, .. }) = self.lent() else { return };
        let rest = &bytes[*sent..*length];
        self.pieces.pop_back();
        if let Some(Piece { source: Source::Copied(before), length, .. }) = self.pieces.back_mut()
            && before.len() + rest.len() <= CHUNK
        {
            before.extend_from_slice(rest);
            *length = before.len();
            return;
        }
        self.pieces.push_back(Piece { source: Source::Copied(rest.to_vec()), sent: 0, length: rest.len() });
    }

    /// The kernel has taken so many bytes; `give_back` gets the numbers of memory that is not needed any more.
    pub(crate) fn take(&mut self, count: usize, mut give_back: impl FnMut(u32)) {
        self.queued -= count;
        self.untold += count;
        let mut left = count;
        while let Some(piece) = self.pieces.front_mut() {
            let part = left.min(piece.length - piece.sent);
            piece.sent += part;
            left -= part;
            if piece.sent < piece.length {
                return;
            }
            if let Source::Held(number) = piece.source {
                give_back(number);
            }
            self.pieces.pop_front();
        }
    }

    /// Nothing of it will go.
    pub(crate) fn clear(&mut self, mut give_back: impl FnMut(u32)) {
        for piece in self.pieces.drain(..) {
            if let Source::Held(number) = piece.source {
                give_back(number);
            }
        }
        self.queued = 0;
    }

    /// JavaScript wants to be told of what the kernel takes; of nothing that it knows already.
    pub(crate) fn ask(&mut self, asked: bool) {
        self.asked |= asked;
    }

    /// The same, where it is told now what was taken so far, which is the answer: of that it hears no more.
    pub(crate) fn ask_for_rest(&mut self, asked: bool) -> usize {
        self.asked = asked && self.queued > 0;
        std::mem::take(&mut self.untold)
    }

    /// Takes the question back for the length of a call; whether there was one.
    pub(crate) fn take_question(&mut self) -> bool {
        std::mem::take(&mut self.asked)
    }

    /// What JavaScript is to be told now.
    pub(crate) fn take_untold(&mut self) -> Option<usize> {
        let due = self.asked && self.untold > 0 && (self.queued == 0 || self.untold >= MOST_UNTOLD);
        if !due {
            return None;
        }
        self.asked = self.queued > 0;
        Some(std::mem::take(&mut self.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_put_together_and_what_is_held_is_given_back() {
        let mut outgoing = Outgoing::default();
        outgoing.lend(3);
        outgoing.take(1, |_| panic!("nothing is held"));
        outgoing.copy(b"abc");
        outgoing.lend(2);
        outgoing.copy(b"de");
        outgoing.lend(9);
        outgoing.hold(7);
        assert!(!outgoing.is_lent());
        let lengths: Vec<_> = outgoing.pieces().map(|piece| (piece.sent, piece.length)).collect();
        assert_eq!((lengths, outgoing.queued()), (vec![(0, 4), (0, 9)], 13));
        let mut given_back = Vec::new();
        outgoing.take(12, |number| given_back.push(number));
        assert_eq!(given_back, []);
        outgoing.take(1, |number| given_back.push(number));
        assert_eq!((given_back, outgoing.queued()), (vec![7], 0));
    }

    #[test]
    fn who_asked_is_told_when_all_has_gone_or_much_of_it() {
        let mut outgoing = Outgoing::default();
        let take = |outgoing: &mut Outgoing, count| {
            outgoing.take(count, |_| {});
            outgoing.take_untold()
        };
        outgoing.lend(MOST_UNTOLD + 10);
        assert_eq!(take(&mut outgoing, 4), None);
        assert_eq!(outgoing.ask_for_rest(true), 4);
        assert_eq!(take(&mut outgoing, 2), None);
        assert_eq!(take(&mut outgoing, MOST_UNTOLD), Some(MOST_UNTOLD + 2));
        assert_eq!(take(&mut outgoing, 4), Some(4));
        outgoing.lend(5);
        assert_eq!(take(&mut outgoing, 5), None, "nobody has asked");
        outgoing.ask(true);
        assert_eq!(outgoing.take_untold(), Some(5));
    }
}
