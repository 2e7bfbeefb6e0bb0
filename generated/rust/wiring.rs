//! How the machines of one slot move each other.
//!
//! Written by `npm run generate` from model/machines/wiring.ts; change that, not this.

use super::Machine;
use super::{accept, connect, receive, send, watch};

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
            ],
            _ => &[],
        },
        Machine::Accept => match accept::Action::from_u8(action) {
            Some(accept::Action::HoldReader) => &[(Machine::Watch, watch::Event::HoldReader as u8)],
            Some(accept::Action::ReleaseReader) => {
                &[(Machine::Watch, watch::Event::ReleaseReader as u8)]
            }
            _ => &[],
        },
        Machine::Receive => match receive::Action::from_u8(action) {
            Some(receive::Action::HoldReader) => {
                &[(Machine::Watch, watch::Event::HoldReader as u8)]
            }
            Some(receive::Action::ReleaseReader) => {
                &[(Machine::Watch, watch::Event::ReleaseReader as u8)]
            }
            _ => &[],
        },
        Machine::Send => match send::Action::from_u8(action) {
            Some(send::Action::HoldWriter) => &[(Machine::Watch, watch::Event::HoldWriter as u8)],
            Some(send::Action::ReleaseWriter) => {
                &[(Machine::Watch, watch::Event::ReleaseWriter as u8)]
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
    }
}
