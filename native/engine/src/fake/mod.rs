//! A world in which everything is as a test says: nothing here asks the operating system.

mod clock;
mod file;
mod host;
mod poller;
mod sockets;

pub(crate) use clock::FakeClock;
pub(crate) use file::File;
pub(crate) use host::FakeHost;
pub(crate) use poller::FakePoller;
pub(crate) use sockets::{FakeSockets, peer};

use crate::platform::Platform;

pub(crate) struct Fake;

impl Platform for Fake {
    type Poller = FakePoller;
    type Sockets = FakeSockets;
    type Clock = FakeClock;
    type Host = FakeHost;
    const IMMEDIATE: bool = true;
}
