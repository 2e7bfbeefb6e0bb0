//! readyloop's engine for Node.js.

mod address;
mod errors;
mod sockets;
