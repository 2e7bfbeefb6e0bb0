import type { Compiled } from '../compile.js';
import { pascalCase, snakeCase } from '../names.js';
import { ofEngine, type Table } from '../table.js';
import { array, header, indent, WIDTH } from './text.js';

/** wiring.rs: which events of which machines an action is. */
export function rustWiring({ tables, wires }: Compiled): string {
  const name = (machine: number) => (tables[machine] as Table).name;
  const used = new Set(wires.flatMap(({ machine, events }) => [machine, ...events.map(([to]) => to)]));
  const modules = [...used].map((machine) => snakeCase(name(machine))).sort();
  const slots = ofEngine(tables);
  const arms = slots.flatMap((table, machine) => {
    const own = wires.filter((wire) => wire.machine === machine);
    if (own.length === 0) return [];
    const inner = own.map(({ action, events }) => {
      const targets = events.map(([to, event]) => {
        const variant = pascalCase((tables[to] as Table).events[event] as string);
        return `(Machine::${pascalCase(name(to))}, ${snakeCase(name(to))}::Event::${variant} as u8)`;
      });
      const pattern = `Some(${snakeCase(table.name)}::Action::${pascalCase(table.actions[action] as string)})`;
      return arm(pattern, targets, 12);
    });
    const head = `Machine::${pascalCase(table.name)} => match ${snakeCase(table.name)}::Action::from_u8(action) {`;
    return [head, ...inner, '            _ => &[],', '        },'].join('\n');
  });
  const all = arms.length === slots.length;
  return `${header('How the machines of one slot move each other.', ['model/machines/wiring.ts'])}
use super::Machine;
use super::{${modules.join(', ')}};

/// The events that an action puts into the queue; empty for an action that moves no other machine.
pub fn wired(machine: Machine, action: u8) -> &'static [(Machine, u8)] {
    match machine {
${indent(all ? arms : [...arms, '_ => &[],'], 8)}
    }
}
`;
}

/** A match arm as rustfmt breaks it. */
function arm(pattern: string, items: readonly string[], at: number): string {
  const text = array(`${pattern} => &`, items, ',', at);
  if (items.length > 1 || at + text.length <= WIDTH) return ' '.repeat(at) + text;
  return indent([`${pattern} => {`, `    &[${items.join(', ')}]`, '}'], at);
}
