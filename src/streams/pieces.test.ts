import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamReader } from './reader.js';
import { Reading } from './reading.js';

/** A transport that is asked in vain, and a clock that stands still. */
const FLOW = { pauseReading: () => {}, resumeReading: () => {} };
const NEVER = { limit: () => ({ cancel: () => {} }) };

/** Text in which separators are frequent, and begin often without coming to their ends. */
const text = fc.string({ unit: fc.constantFrom('a', '\r', '\n', ';'), maxLength: 60 });
const separators = fc.uniqueArray(fc.constantFrom('\n', '\r\n', ';', '\r\r\n', '\n\n'), { minLength: 1, maxLength: 3 });
const reads = fc.array(
  fc.oneof(
    fc.record({ read: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ exactly: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ until: separators }),
  ),
  { maxLength: 30 },
);

type Read = { read: number } | { exactly: number } | { until: readonly string[] };

/** What a read gets of a text that is there as a whole. */
function expectedOf(rest: string, one: Read): string {
  if ('read' in one) return rest.slice(0, one.read);
  if ('exactly' in one) return rest.slice(0, one.exactly);
  const ends = one.until.flatMap((separator) => {
    const at = rest.indexOf(separator);
    return at === -1 ? [] : [at + separator.length];
  });
  return rest.slice(0, Math.min(rest.length, ...ends));
}

/** What is left of a read that the end has cut short is what it got. */
function got(promise: Promise<Buffer>): Promise<string> {
  return promise.then(String, (error) => String(error.partial));
}

test('in whatever pieces it comes, what is read is what would be read of the whole (L11)', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.integer({ min: 1, max: 9 })), reads, async (whole, sizes, all) => {
      const reading = new Reading(FLOW, 1000, NEVER);
      const reader = new StreamReader(reading);
      let fed = 0;
      const pieces = sizes.values();
      const feed = () => {
        if (fed === whole.length) return reading.end();
        const size = pieces.next().value ?? 3;
        reading.data(Buffer.from(whole.slice(fed, fed + size)));
        fed = Math.min(whole.length, fed + size);
      };
      let rest = whole;
      for (const one of all) {
        // `read` gets what is there: so all has to be.
        while ('read' in one && fed < whole.length) feed();
        let settled: string | undefined;
        const reads =
          'read' in one
            ? reader.read(one.read)
            : 'exactly' in one
              ? reader.readexactly(one.exactly)
              : reader.readuntil(one.until);
        got(reads).then((value) => {
          settled = value;
        });
        for (let round = 0; settled === undefined && round < 200; round++) {
          await new Promise(setImmediate);
          if (settled === undefined) feed();
        }
        const expected = expectedOf(rest, one);
        expect(settled).toBe(expected);
        rest = rest.slice(expected.length);
      }
    }),
    { numRuns: 200 },
  );
});
