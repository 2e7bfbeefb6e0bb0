//! How the machines of one slot move each other.
//!
//! Written by `npm run generate` from model/machines/wiring.ts; change that, not this.

use super::Machine;
use super::{accept, connect, receive, send, server, transport, watch};

/// The events that an action puts into the queue; empty for an action that moves no other machine.
pub fn wired(machine: Machine, action: u8) -> &'static [(Machine, u8)] {
    match machine {
        Machine::Watch => match watch::Action::from_u8(action) {
            Some(watch::Action::WakeReader) => &[
                (Machine::Accept, accept::Event::Ready as u8),
                (Machine::Receive, receive::Event::Ready as u8),
            ],
            Some(watch::Action::WakeWriter) => &[
                (Machine::Connect, connect::Event::Ready as u8),
                (Machine::Send, send::Event::Ready as u8),
            ],
            Some(watch::Action::NoteHangup) => &[(Machine::Receive, receive::Event::Hangup as u8)],
            Some(watch::Action::NoteUrgent) => &[(Machine::Receive, receive::Event::Urgent as u8)],
            Some(watch::Action::EvictReader) => &[
                (Machine::Accept, accept::Event::Evicted as u8),
                (Machine::Receive, receive::Event::Evicted as u8),
            ],
            Some(watch::Action::EvictWriter) => &[(Machine::Send, send::Event::Evicted as u8)],
            Some(watch::Action::RefuseReader) => &[
                (Machine::Accept, accept::Event::Refused as u8),
                (Machine::Receive, receive::Event::Refused as u8),
            ],
            Some(watch::Action::RefuseWriter) => &[
                (Machine::Connect, connect::Event::Refused as u8),
                (Machine::Send, send::Event::Refused as u8),
            ],
            Some(watch::Action::Abandon) => &[
                (Machine::Accept, accept::Event::Lost as u8),
                (Machine::Receive, receive::Event::Lost as u8),
                (Machine::Connect, connect::Event::Lost as u8),
                (Machine::Send, send::Event::Lost as u8),
                (Machine::Transport, transport::Event::Lost as u8),
                (Machine::Server, server::Event::Lost as u8),
            ],
            _ => &[],
        },
        Machine::Accept => match accept::Action::from_u8(action) {
            Some(accept::Action::HoldReader) => &[(Machine::Watch, watch::Event::HoldReader as u8)],
            Some(accept::Action::ReleaseReader) => {
                &[(Machine::Watch, watch::Event::ReleaseReader as u8)]
            }
            Some(accept::Action::NoteAccepted) => {
                &[(Machine::Server, server::Event::Accepted as u8)]
            }
            Some(accept::Action::NoteFailed) => &[(Machine::Server, server::Event::Refused as u8)],
            _ => &[],
        },
        Machine::Receive => match receive::Action::from_u8(action) {
            Some(receive::Action::HoldReader) => {
                &[(Machine::Watch, watch::Event::HoldReader as u8)]
            }
            Some(receive::Action::ReleaseReader) => {
                &[(Machine::Watch, watch::Event::ReleaseReader as u8)]
            }
            Some(receive::Action::NoteReceived) => {
                &[(Machine::Transport, transport::Event::Received as u8)]
            }
            Some(receive::Action::NoteEnd) => {
                &[(Machine::Transport, transport::Event::PeerEnded as u8)]
            }
            Some(receive::Action::NoteFailed) => {
                &[(Machine::Transport, transport::Event::ReceiveFailed as u8)]
            }
            _ => &[],
        },
        Machine::Send => match send::Action::from_u8(action) {
            Some(send::Action::HoldWriter) => &[(Machine::Watch, watch::Event::HoldWriter as u8)],
            Some(send::Action::ReleaseWriter) => {
                &[(Machine::Watch, watch::Event::ReleaseWriter as u8)]
            }
            Some(send::Action::NoteSent) => &[(Machine::Transport, transport::Event::Sent as u8)],
            Some(send::Action::NoteUnsent) => {
                &[(Machine::Transport, transport::Event::SendFailed as u8)]
            }
            _ => &[],
        },
        Machine::Connect => match connect::Action::from_u8(action) {
            Some(connect::Action::HoldWriter) => &[
                (Machine::Send, send::Event::Evicted as u8),
                (Machine::Watch, watch::Event::HoldWriter as u8),
            ],
            Some(connect::Action::ReleaseWriter) => {
                &[(Machine::Watch, watch::Event::ReleaseWriter as u8)]
            }
            _ => &[],
        },
        Machine::Transport => match transport::Action::from_u8(action) {
            Some(transport::Action::Receive) => {
                &[(Machine::Receive, receive::Event::Receive as u8)]
            }
            Some(transport::Action::Send) => &[(Machine::Send, send::Event::Send as u8)],
            Some(transport::Action::Leave) => &[
                (Machine::Receive, receive::Event::Close as u8),
                (Machine::Send, send::Event::Close as u8),
                (Machine::Watch, watch::Event::Close as u8),
                (Machine::Transport, transport::Event::Gone as u8),
            ],
            _ => &[],
        },
        Machine::Server => match server::Action::from_u8(action) {
            Some(server::Action::Ask) => &[(Machine::Accept, accept::Event::Accept as u8)],
            Some(server::Action::Withdraw) => &[(Machine::Accept, accept::Event::CancelLast as u8)],
            Some(server::Action::More) => &[(Machine::Accept, accept::Event::MoreWaiters as u8)],
            Some(server::Action::Enough) => &[(Machine::Accept, accept::Event::NoWaiters as u8)],
            _ => &[],
        },
    }
}
