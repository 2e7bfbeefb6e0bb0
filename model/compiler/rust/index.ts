import type { Compiled } from '../compile.js';
import { snakeCase } from '../names.js';
import { ofRust } from '../table.js';
import { rustAnswers } from './answers.js';
import { rustLayout } from './layout.js';
import { rustMachine } from './machine.js';
import { rustShared } from './shared.js';
import { rustWiring } from './wiring.js';

/** The files of generated/rust, by name: of the machines that are stepped in Rust. They are formatted as rustfmt would. */
export function rustFiles(compiled: Compiled): Map<string, string> {
  const machines = ofRust(compiled.tables).map(({ name }, machine) => {
    return [`rust/${snakeCase(name)}.rs`, rustMachine(compiled, machine)] as const;
  });
  return new Map([
    ['rust/mod.rs', rustShared(compiled)],
    ...machines,
    ['rust/wiring.rs', rustWiring(compiled)],
    ['rust/answers.rs', rustAnswers(compiled)],
    ['rust/layout.rs', rustLayout(compiled)],
  ]);
}
