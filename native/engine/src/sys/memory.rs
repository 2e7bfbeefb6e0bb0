//! Memory for as many bytes as a user likes, which there may not be: whoever asked for them is told.

use super::{Errno, faults};

/// Room for so many bytes more.
pub fn reserve(bytes: &mut Vec<u8>, more: usize) -> Result<(), Errno> {
    if faults::refuses_memory() {
        return Err(Errno(libc::ENOMEM));
    }
    bytes.try_reserve(more).map_err(|_| Errno(libc::ENOMEM))
}
