//! What is sent, as a function of (connection, offset in its stream): the same function says what must come back.

/// A stream of messages of one size, each ending in a newline and with no other newline in it.
pub enum Payload {
    /// The same message for ever. Costs nothing to make, proves nothing: for timed runs.
    Constant { size: usize, repeated: Vec<u8> },
    /// Every byte depends on connection and offset, so lost, doubled, moved or foreign bytes all show.
    Pattern { size: usize, scratch: Vec<u8> },
}

/// The first byte that came back wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Mismatch {
    pub offset: u64,
    pub expected: u8,
    pub got: u8,
}

impl Payload {
    /// `pipeline` messages leave in one write, wherever in a message the write begins.
    pub fn constant(size: usize, pipeline: usize) -> Self {
        let mut message = vec![b'x'; size];
        message[size - 1] = b'\n';
        Self::Constant { size, repeated: message.repeat(pipeline + 1) }
    }

    pub fn pattern(size: usize) -> Self {
        Self::Pattern { size, scratch: Vec::new() }
    }

    /// Up to `most` bytes of `connection`'s stream from `offset` on; at least one if `most` is not 0.
    pub fn bytes(&mut self, connection: usize, offset: u64, most: usize) -> &[u8] {
        match self {
            Self::Constant { size, repeated } => {
                let begin = (offset % *size as u64) as usize;
                &repeated[begin..repeated.len().min(begin + most)]
            }
            Self::Pattern { size, scratch } => {
                scratch.clear();
                fill(scratch, *size, connection, offset, most);
                scratch
            }
        }
    }

    /// Compares what came back at `offset` of `connection`'s stream with what was sent there.
    pub fn check(&mut self, connection: usize, offset: u64, got: &[u8]) -> Result<(), Mismatch> {
        let mut done = 0;
        while done < got.len() {
            let at = offset + done as u64;
            let expected = self.bytes(connection, at, got.len() - done);
            let received = &got[done..done + expected.len()];
            if received != expected {
                let wrong = received.iter().zip(expected).position(|(a, b)| a != b).unwrap_or(0);
                return Err(Mismatch { offset: at + wrong as u64, expected: expected[wrong], got: received[wrong] });
            }
            done += expected.len();
        }
        Ok(())
    }
}

fn fill(out: &mut Vec<u8>, size: usize, connection: usize, offset: u64, count: usize) {
    let mut word = offset / 8;
    let mut skip = (offset % 8) as usize;
    while out.len() < count {
        let bytes = printable(connection as u64, word).to_le_bytes();
        let take = (8 - skip).min(count - out.len());
        out.extend_from_slice(&bytes[skip..skip + take]);
        word += 1;
        skip = 0;
    }
    let first = size - 1 - (offset % size as u64) as usize;
    for last in (first..count).step_by(size) {
        out[last] = b'\n';
    }
}

/// Eight bytes between '0' and 'o': none is a newline, so line-reading servers see the messages as they are.
fn printable(connection: u64, word: u64) -> u64 {
    let mut x = (connection.rotate_left(40) ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    (x & 0x3f3f_3f3f_3f3f_3f3f) + 0x3030_3030_3030_3030
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(payload: &mut Payload, connection: usize, count: usize) -> Vec<u8> {
        let mut out = Vec::new();
        while out.len() < count {
            let more = payload.bytes(connection, out.len() as u64, count - out.len()).to_vec();
            assert!(!more.is_empty());
            out.extend(more);
        }
        out
    }

    #[test]
    fn each_message_ends_in_its_only_newline() {
        for mut payload in [Payload::constant(13, 3), Payload::pattern(13)] {
            let stream = whole(&mut payload, 5, 13 * 40);
            for (at, byte) in stream.iter().enumerate() {
                assert_eq!(*byte == b'\n', at % 13 == 12, "offset {at}");
            }
        }
    }

    #[test]
    fn a_stream_is_the_same_however_it_is_cut() {
        let mut payload = Payload::pattern(100);
        let stream = whole(&mut payload, 7, 1000);
        for from in 0..300 {
            for most in [1, 2, 7, 8, 9, 100, 333] {
                let part = payload.bytes(7, from as u64, most).to_vec();
                assert_eq!(part, stream[from..from + most], "{most} bytes from {from}");
            }
        }
    }

    #[test]
    fn streams_of_two_connections_differ_within_a_word() {
        let mut payload = Payload::pattern(64);
        let one = whole(&mut payload, 1, 8);
        let two = whole(&mut payload, 2, 8);
        assert_ne!(one, two);
    }

    #[test]
    fn a_pipelined_constant_leaves_in_one_piece() {
        let mut payload = Payload::constant(10, 4);
        assert_eq!(payload.bytes(0, 17, 40).len(), 40);
    }

    #[test]
    fn a_lost_byte_is_named_by_its_offset() {
        let mut payload = Payload::pattern(50);
        let mut stream = whole(&mut payload, 3, 400);
        assert_eq!(payload.check(3, 0, &stream), Ok(()));
        assert_eq!(payload.check(3, 120, &stream[120..]), Ok(()));
        stream.remove(203);
        let wrong = payload.check(3, 0, &stream).expect_err("the byte is gone");
        assert!((203..206).contains(&wrong.offset), "{wrong:?}");
    }

    #[test]
    fn a_foreign_stream_is_noticed_at_once() {
        let mut payload = Payload::pattern(50);
        let stream = whole(&mut payload, 4, 50);
        assert!(payload.check(3, 0, &stream).expect_err("another connection's bytes").offset < 3);
    }
}
