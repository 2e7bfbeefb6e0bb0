import { describe, expect, test } from 'vitest';
import { search } from '../../checker/explorer.js';
import { real, worlds } from '../index.js';

/** The worlds whose operations move bytes of streams. */
const carrying = ['receiving', 'receiving-records', 'sending', 'hand-off-receive', 'receive-beside-writer'];

/** What a byte can suffer on its way, and in which of these worlds: two at a time are needed to be swapped, and to double. */
const sufferings = [
  ['lost', carrying],
  ['doubled', ['receiving', 'receiving-records', 'sending', 'receive-beside-writer']],
  ['swapped', ['receiving', 'sending']],
] as const;

describe('bytes are told apart:', () => {
  const each = sufferings.flatMap(([bytes, names]) => names.map((name) => [bytes, name] as const));

  test.each(each)('one that is %s in %s breaks L11 and nothing else', (bytes, name) => {
    const world = worlds[name]?.({ ...real, contract: { ...real.contract, bytes } });
    if (!world) throw new Error(`there is no world '${name}'`);
    const found = search(world);
    const broken = found.violations.map(({ law }) => world.laws[law]);
    for (const { lasso, obligation } of found.liveness()) if (lasso) broken.push(obligation.law);
    expect(broken).toEqual(['L11 bytes']);
  });
});
