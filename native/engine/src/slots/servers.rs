//! What the listeners of one server have in common: how many connections there may be of it.

use super::SlotId;
use std::collections::{HashMap, VecDeque};

/// Names a server; no other ever has its number.
pub(crate) type ServerNumber = u32;

struct Server {
    /// How many connections there may be at a time; any number if it is 0.
    most: usize,
    live: usize,
    /// In the order in which they are offered room.
    listeners: VecDeque<SlotId>,
}

impl Server {
    fn is_full(&self) -> bool {
        self.most > 0 && self.live >= self.most
    }
}

#[derive(Default)]
pub(crate) struct Servers {
    by_number: HashMap<ServerNumber, Server>,
    next: ServerNumber,
    /// Those that were full, and of which a connection has ended.
    roomy: Vec<ServerNumber>,
}

impl Servers {
    pub(crate) fn open(&mut self, listeners: &[SlotId], most: usize) -> ServerNumber {
        let number = self.next;
        self.next = self.next.wrapping_add(1);
        self.by_number.insert(number, Server { most, live: 0, listeners: listeners.iter().copied().collect() });
        number
    }

    /// A listener is no more; with the last of them its server is forgotten.
    pub(crate) fn close(&mut self, number: ServerNumber, listener: SlotId) {
        let Some(server) = self.by_number.get_mut(&number) else { return };
        server.listeners.retain(|&one| one != listener);
        if server.listeners.is_empty() {
            self.by_number.remove(&number);
        }
    }

    pub(crate) fn is_full(&self, number: ServerNumber) -> bool {
        self.by_number.get(&number).is_some_and(Server::is_full)
    }

    pub(crate) fn listeners(&self, number: ServerNumber) -> impl Iterator<Item = SlotId> {
        self.by_number.get(&number).into_iter().flat_map(|server| server.listeners.iter().copied())
    }

    /// One more connection.
    pub(crate) fn count_in(&mut self, number: ServerNumber) {
        if let Some(server) = self.by_number.get_mut(&number) {
            server.live += 1;
        }
    }

    /// One connection less.
    pub(crate) fn count_out(&mut self, number: ServerNumber) {
        let Some(server) = self.by_number.get_mut(&number) else { return };
        if server.is_full() {
            self.roomy.push(number);
        }
        server.live -= 1;
    }

    /// The next listener for which there is room, of those that wait for it: it comes behind all others then (L19).
    pub(crate) fn offer(&mut self, waits: impl Fn(SlotId) -> bool) -> Option<SlotId> {
        while let Some(number) = self.roomy.last() {
            if let Some(server) = self.by_number.get_mut(number).filter(|server| !server.is_full())
                && let Some(at) = server.listeners.iter().position(|&one| waits(one))
                && let Some(listener) = server.listeners.remove(at)
            {
                server.listeners.push_back(listener);
                return Some(listener);
            }
            self.roomy.pop();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn slot(index: u32) -> SlotId {
        SlotId { index, generation: 1 }
    }

    const LISTENERS: [SlotId; 3] = [slot(0), slot(1), slot(2)];

    #[test]
    fn room_is_offered_in_turn_to_those_that_wait_for_it() {
        let mut servers = Servers::default();
        let number = servers.open(&LISTENERS, 2);
        servers.count_in(number);
        assert!(!servers.is_full(number));
        servers.count_in(number);
        assert!(servers.is_full(number));
        let all = |_| true;
        for listener in [0, 1, 2, 0] {
            servers.count_out(number);
            assert_eq!(servers.offer(all), Some(LISTENERS[listener]));
            servers.count_in(number);
            assert_eq!(servers.offer(all), None, "it is full again");
        }
        servers.count_out(number);
        assert_eq!(servers.offer(|one| one == LISTENERS[2]), Some(LISTENERS[2]));
        assert_eq!(servers.offer(|_| false), None);
    }

    #[test]
    fn a_server_goes_with_the_last_of_its_listeners_and_any_number_is_never_too_many() {
        let mut servers = Servers::default();
        let (old, number) = (servers.open(&LISTENERS[..2], 0), servers.open(&LISTENERS[2..], 1));
        servers.count_in(old);
        assert!(!servers.is_full(old));
        servers.close(old, LISTENERS[0]);
        assert_eq!(servers.listeners(old).collect::<Vec<_>>(), [LISTENERS[1]]);
        servers.close(old, LISTENERS[1]);
        assert_eq!(servers.listeners(old).count(), 0);
        servers.count_out(old);
        servers.count_in(number);
        assert!(servers.is_full(number));
    }
}
