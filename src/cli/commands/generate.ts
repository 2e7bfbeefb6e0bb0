import pc from 'picocolors';
import type { Drift, Generated } from '../../../model/compiler/generate.js';
import { root } from '../package.js';
import { plural } from '../text.js';
import { demandXState } from '../xstate.js';

/** Compiles the machines, or only compares. True if the generated files are now what the machines say. */
export async function generate(flags: { readonly check?: boolean }): Promise<boolean> {
  demandXState();
  const compiler = await import('../../../model/compiler/generate.js');
  return flags.check ? reportDrift(compiler.check(root)) : reportWritten(compiler.generate(root));
}

function reportWritten({ written, removed, unchanged }: Generated): boolean {
  for (const path of written) process.stdout.write(`${pc.green('written')}  ${path}\n`);
  for (const path of removed) process.stdout.write(`${pc.red('removed')}  ${path}\n`);
  process.stdout.write(`${plural(written.length, 'file')} written, ${unchanged.length} unchanged.\n`);
  return true;
}

function reportDrift(drift: Drift): boolean {
  const found = (['changed', 'missing', 'orphaned'] as const satisfies (keyof Drift)[]).flatMap((kind) =>
    drift[kind].map((path) => `${pc.red(kind)}  ${path}\n`),
  );
  process.stdout.write(found.join(''));
  process.stdout.write(
    found.length === 0
      ? 'The generated files are what the machines say.\n'
      : `${plural(found.length, 'file')} not what the machines say. Run: npm run generate\n`,
  );
  return found.length === 0;
}
