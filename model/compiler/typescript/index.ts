import type { Compiled } from '../compile.js';
import { typescriptLayout } from './layout.js';
import { typescriptMachine } from './machine.js';
import { typescriptShared } from './shared.js';

/** The files of generated/ts, by name. */
export function typescriptFiles(compiled: Compiled): Map<string, string> {
  return new Map([
    ['ts/index.ts', typescriptShared(compiled)],
    ...compiled.tables.map((table) => [`ts/${table.name}.ts`, typescriptMachine(table)] as const),
    ['ts/layout.ts', typescriptLayout(compiled)],
  ]);
}
