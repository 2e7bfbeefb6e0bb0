//! What each action of each machine does, and nothing about when: that is in the tables.

mod accept;
mod connect;
mod lines;
mod receive;
mod send;
mod server;
mod transport;
mod watch;
