import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedBy } from './command.js';
import { cargoProblem } from './toolchain.js';

/** What is wrong with the cargo of this machine for building the native code below `root`, or null. */
export function problemWithCargo(root) {
  const minimum = /^rust-version = "(.*)"$/m.exec(readFileSync(join(root, 'native/Cargo.toml'), 'utf8'))[1];
  return cargoProblem(printedBy('cargo', ['--version']), minimum);
}

/** The triple of this machine, as the compiler names it. */
export function hostTriple() {
  return /^host: (.*)$/m.exec(printedBy('rustc', ['-vV']) ?? '')?.[1];
}
