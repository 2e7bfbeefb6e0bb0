import type { Answers } from '../../machines/answers.js';
import type { Compiled } from '../compile.js';
import { pascalCase, snakeCase } from '../names.js';
import { header, indent } from './text.js';

/** answers.rs: errno to event for each system call that can fail into one, and the poller's bits to events of `watch`. */
export function rustAnswers({ answers, pollerEvents }: Compiled): string {
  const calls = Object.entries(answers).filter(([, { errors, otherwise }]) => {
    return otherwise !== null || Object.keys(errors).length > 0;
  });
  const machines = new Set(['watch', ...calls.map(([action]) => machineOf(action))]);
  const rows = pollerEvents.map(({ bits, event, unless }) => {
    return `PollerEvent { bits: ${mask(bits)}, unless: ${mask(unless)}, event: watch::Event::${pascalCase(event)} },`;
  });
  return `${header('Which event an answer of the kernel is.', ['model/machines/answers.ts'])}
use super::layout::poller_bits::*;
use super::{${[...machines].map(snakeCase).sort().join(', ')}};

${calls.map(([action, answer]) => classifier(action, answer)).join('\n')}
struct PollerEvent {
    bits: u32,
    unless: u32,
    event: watch::Event,
}

/// Reader before writer (C4); a hang-up subsumes the readiness it arrives with.
#[rustfmt::skip]
const POLLER_EVENTS: [PollerEvent; ${rows.length}] = [
${indent(rows)}
];

/// The events of \`watch\` that the poller's bits are, in order.
pub fn poller_events(bits: u32) -> impl Iterator<Item = watch::Event> {
    POLLER_EVENTS
        .iter()
        .filter(move |row| bits & row.bits != 0 && bits & row.unless == 0)
        .map(|row| row.event)
}
`;
}

function machineOf(action: string): string {
  return action.split('.')[0] as string;
}

function mask(bits: readonly string[]): string {
  return bits.length === 0 ? '0' : bits.join(' | ');
}

/** A system call's errors; its successes are told apart where it is made. */
function classifier(action: string, { call, errors, otherwise }: Answers): string {
  const [machine = '', name = ''] = action.split('.');
  const event = (variant: string) => `${snakeCase(machine)}::Event::${pascalCase(variant)}`;
  const wrap = (variant: string) => (otherwise === null ? `Some(${event(variant)})` : event(variant));
  const result = otherwise === null ? `Option<${snakeCase(machine)}::Event>` : `${snakeCase(machine)}::Event`;
  const doc = `/// What an errno of ${call} is to the action \`${action}\`.\n`;
  const events = [...new Set(Object.values(errors))];
  if (events.length === 0) {
    return `${doc}pub const fn ${snakeCase(name)}(_errno: i32) -> ${result} {\n    ${wrap(otherwise as string)}\n}\n`;
  }
  const arms = events.flatMap((variant) => {
    const names = Object.keys(errors).flatMap((errno) => (errors[errno] === variant ? `libc::${errno}` : []));
    const arm = (or: string) => `${names.join(or)} => ${wrap(variant)},`;
    // What is too long for one line, rustfmt gives a line each.
    return arm(' | ').length + 8 <= 100 ? arm(' | ') : arm('\n| ').split('\n');
  });
  const rest = `_ => ${otherwise === null ? 'None' : event(otherwise)},`;
  return `${doc}pub const fn ${snakeCase(name)}(errno: i32) -> ${result} {
    match errno {
${indent([...arms, rest], 8)}
    }
}
`;
}
