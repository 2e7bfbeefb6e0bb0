//! Registrations that outlive their number.
//!
//! epoll's key is the number *and* the open file it named at registration. When a registered number is closed while a
//! duplicate keeps the file open, its registration stays behind and cannot be removed any more, since the number that
//! would address it names another file (P4). Should the number ever name the old file again, a modification meant for
//! the slot that has the number by then would meet the ghost instead, and the old file's events would reach callbacks
//! that were made for another (L6). Only the kernel's own list of registrations tells the two apart.

use std::collections::HashSet;
use std::os::fd::RawFd;

/// The numbers under which a ghost may be left. Seldom any: a number gets here when a modification met no registration.
#[derive(Default)]
pub(super) struct Ghosts {
    haunted: HashSet<RawFd>,
}

impl Ghosts {
    pub(super) fn haunt(&mut self, fd: RawFd) {
        self.haunted.insert(fd);
    }

    /// Whether the modification that has just succeeded, giving this token, was of a ghost: then the number's own
    /// registration stands beside it with the same token.
    pub(super) fn took(&mut self, epoll: RawFd, fd: RawFd, token: usize) -> bool {
        if !self.haunted.contains(&fd) {
            return false;
        }
        // Without /proc nothing can be told, and the number is taken at its word.
        let found = registrations(epoll, fd);
        if found.len() < 2 {
            self.haunted.remove(&fd);
        }
        found.iter().filter(|found| found.token == token as u64).count() > 1
    }
}

/// What the kernel has registered of a number with a poller: one of its own, and ghosts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Registered {
    pub events: u32,
    pub token: u64,
}

/// None without /proc.
pub(super) fn registrations(epoll: RawFd, fd: RawFd) -> Vec<Registered> {
    let list = std::fs::read_to_string(format!("/proc/self/fdinfo/{epoll}")).unwrap_or_default();
    parse(&list).filter(|&(number, _)| number == fd).map(|(_, registered)| registered).collect()
}

/// Each line `tfd: 7 events: 80002019 data: 100000003 pos:0 ...` (proc(5)).
fn parse(list: &str) -> impl Iterator<Item = (RawFd, Registered)> + '_ {
    list.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let mut after = |label| words.by_ref().find(|&word| word == label).and_then(|_| words.next());
        let fd = after("tfd:")?.parse().ok()?;
        let events = u32::from_str_radix(after("events:")?, 16).ok()?;
        let token = u64::from_str_radix(after("data:")?, 16).ok()?;
        Some((fd, Registered { events, token }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_list_is_understood() {
        let list = "pos:\t0\nflags:\t02\nmnt_id:\t15\nino:\t1057\n\
            tfd:        7 events: 80002019 data:        100000003  pos:0 ino:41a sdev:8\n\
            tfd:       12 events: 80002019 data:                a  pos:0 ino:41b sdev:8\n";
        let events = 0x8000_2019;
        let expected = [(7, 0x1_0000_0003), (12, 10)].map(|(fd, token)| (fd, Registered { events, token }));
        assert_eq!(parse(list).collect::<Vec<_>>(), expected);
    }
}
