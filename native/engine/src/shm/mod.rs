//! Memory that native code and JavaScript both see.
//!
//! It belongs to both: JavaScript's ArrayBuffer holds one [`Shared`], the engine another, and the last of them frees it.
//! So whatever happens to the ArrayBuffer, the engine's half stays valid.
//!
//! This room owns memory that two threads or two languages share, and all that is unsafe about it. It never knows what the
//! bytes mean.

mod cell;
mod ring;

pub(crate) use ring::{Consumer, Producer, ring};

use std::ops::Range;
use std::ptr::{NonNull, null_mut};
use std::sync::Arc;

/// A mapping of its own: pages that were never written cost nothing, and those of a closed loop go back at once.
struct Mapping {
    start: NonNull<u8>,
    size: usize,
}

impl Mapping {
    fn new(size: usize) -> Self {
        let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: an anonymous mapping at an address of the kernel's choice touches no other memory.
        let start = unsafe { libc::mmap(null_mut(), size, protection, flags, -1, 0) };
        assert!(start != libc::MAP_FAILED, "no memory for {size} bytes");
        Self { start: NonNull::new(start.cast()).expect("a mapping is never at zero"), size }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping was made with this start and size, and is unmapped nowhere else.
        unsafe { libc::munmap(self.start.as_ptr().cast(), self.size) };
    }
}

// SAFETY: a mapping is only an address here; the last owner frees it, on whichever thread V8 drops its half.
unsafe impl Send for Mapping {}
// SAFETY: as above; the bytes are reached through `Shared::bytes` only, whose `&mut self` is whoever's the engine is: on
// one thread, or behind one lock.
unsafe impl Sync for Mapping {}

/// Zeroed bytes, aligned to a page. Engine and JavaScript take turns with them.
#[derive(Clone)]
pub struct Shared(Arc<Mapping>);

impl Shared {
    /// `bytes` must not be zero.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Mapping::new(bytes)))
    }

    pub fn start(&self) -> NonNull<u8> {
        self.0.start
    }

    pub fn size(&self) -> usize {
        self.0.size
    }

    /// The bytes of a range that JavaScript does not look at: on one thread because none runs until the engine returns,
    /// on two because the range is between what JavaScript has given back and what it was handed (see `slab`).
    pub fn bytes(&mut self, range: Range<usize>) -> &mut [u8] {
        assert!(range.start <= range.end && range.end <= self.size(), "a range inside the memory");
        // SAFETY: the range lies inside the mapping, which the kernel zeroed; nothing else reads or writes it while the
        // slice lives: JavaScript has no business with this range now, see above, and the engine's half is `&mut self`.
        unsafe {
            let start = self.0.start.as_ptr().add(range.start);
            std::slice::from_raw_parts_mut(start, range.end - range.start)
        }
    }

    /// The bytes of a range that JavaScript has written, and does not write as long as they are looked at.
    pub fn view(&self, range: Range<usize>) -> &[u8] {
        assert!(range.start <= range.end && range.end <= self.size(), "a range inside the memory");
        // SAFETY: the range lies inside the mapping, which the kernel zeroed; nobody writes it while the slice lives:
        // JavaScript does not run until then, and the engine's half writes with `&mut self`.
        unsafe {
            let start = self.0.start.as_ptr().add(range.start);
            std::slice::from_raw_parts(start, range.end - range.start)
        }
    }

    /// Whether memory at this place is a part of it.
    pub fn contains(&self, place: *const u8) -> bool {
        let start = self.0.start.as_ptr().cast_const();
        (start.addr()..start.addr() + self.size()).contains(&place.addr())
    }

    /// Writes 32-bit words from the word `at` on.
    pub fn write_words(&mut self, at: usize, words: &[i32]) {
        for (place, word) in self.bytes(at * 4..(at + words.len()) * 4).as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *place = word.to_ne_bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_half_writes_the_other_reads_and_outlives() {
        let mut ours = Shared::new(16);
        let mut theirs = ours.clone();
        ours.write_words(1, &[7, -1]);
        drop(ours);
        assert_eq!(theirs.bytes(4..8), 7i32.to_ne_bytes());
        assert_eq!(theirs.bytes(8..12), [255; 4]);
        assert_eq!(theirs.bytes(12..16), [0; 4]);
    }

    #[test]
    #[should_panic(expected = "inside the memory")]
    fn nothing_is_written_outside() {
        Shared::new(16).write_words(3, &[1, 2]);
    }
}
