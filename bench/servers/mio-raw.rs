//! Raw echo over bare mio: the limit that no JavaScript can pass. Accept; then receive up to 102,400 bytes, send them
//! all, and only then receive again. Prints its port; ends when standard input does.

use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::process;
use std::thread;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Registry, Token};

const RECEIVE_BYTES: usize = 102_400;
const LISTENER: Token = Token(usize::MAX);

struct Connection {
    stream: TcpStream,
    /// Received and not yet sent; while there is any, nothing more is received.
    unsent: Vec<u8>,
}

fn main() -> io::Result<()> {
    let mut listener = TcpListener::bind(([127, 0, 0, 1], 0).into())?;
    println!("{}", listener.local_addr()?.port());
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        process::exit(0);
    });

    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(1024);
    poll.registry()
        .register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut connections = HashMap::new();
    let mut next = 0;
    let mut buffer = vec![0; RECEIVE_BYTES];
    loop {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            answer => answer?,
        }
        for event in &events {
            if event.token() == LISTENER {
                accept_all(&listener, poll.registry(), &mut connections, &mut next)?;
                continue;
            }
            let Some(connection) = connections.get_mut(&event.token()) else {
                continue;
            };
            if echo(connection, &mut buffer, event.is_read_closed()).unwrap_or(false) {
                continue;
            }
            connections.remove(&event.token()); // closing the only descriptor also ends its registration
        }
    }
}

fn accept_all(
    listener: &TcpListener,
    registry: &Registry,
    connections: &mut HashMap<Token, Connection>,
    next: &mut usize,
) -> io::Result<()> {
    loop {
        match listener.accept() {
            Ok((mut stream, _)) => {
                stream.set_nodelay(true)?;
                let token = Token(*next);
                *next += 1;
                registry.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
                connections.insert(
                    token,
                    Connection {
                        stream,
                        unsent: Vec::new(),
                    },
                );
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::Interrupted
                ) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Goes on until the kernel would block. False: the peer has ended and has got everything.
fn echo(connection: &mut Connection, buffer: &mut [u8], closing: bool) -> io::Result<bool> {
    let Connection { stream, unsent } = connection;
    if !unsent.is_empty() {
        let sent = send(stream, unsent)?;
        unsent.drain(..sent);
        if !unsent.is_empty() {
            return Ok(true);
        }
    }
    loop {
        let count = match stream.read(buffer) {
            Ok(0) => return Ok(false),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let sent = send(stream, &buffer[..count])?;
        if sent < count {
            unsent.extend_from_slice(&buffer[sent..count]);
            return Ok(true);
        }
        // A short read has drained a TCP stream, and what follows is a new edge; except an end that this edge reported.
        if count < buffer.len() && !closing {
            return Ok(true);
        }
    }
}

/// Sends until the kernel would block; returns how much it took.
fn send(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<usize> {
    let mut sent = 0;
    while sent < bytes.len() {
        match stream.write(&bytes[sent..]) {
            Ok(count) => sent += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(sent)
}
