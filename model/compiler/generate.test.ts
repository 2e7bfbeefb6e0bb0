import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { ignore } from '../machines/cells.js';
import type { MachineSpec } from '../machines/spec.js';
import { check, emit, generate } from './generate.js';
import { type Specification, specification } from './specification.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'readyloop-generate-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test('an empty folder gets every file, and then there is no drift', () => {
  expect(check(root).missing).toEqual([...emit().keys()].sort());
  const { written, removed, unchanged } = generate(root);
  expect({ written: written.length, removed, unchanged }).toEqual({ written: emit().size, removed: [], unchanged: [] });
  expect(check(root)).toEqual({ changed: [], missing: [], orphaned: [] });
});

test('drift is what was changed, what is missing and what nobody wrote', () => {
  generate(root);
  appendFileSync(join(root, 'generated/ts/watch.ts'), '// by hand\n');
  unlinkSync(join(root, 'generated/rust/send.rs'));
  writeFileSync(join(root, 'generated/rust/old.rs'), '');
  expect(check(root)).toEqual({
    changed: ['generated/ts/watch.ts'],
    missing: ['generated/rust/send.rs'],
    orphaned: ['generated/rust/old.rs'],
  });
});

test('generating mends the drift and touches nothing else', () => {
  generate(root);
  const untouched = join(root, 'generated/ts/send.ts');
  const before = statSync(untouched).mtimeMs;
  appendFileSync(join(root, 'generated/ts/watch.ts'), '// by hand\n');
  writeFileSync(join(root, 'generated/rust/old.rs'), '');
  expect(generate(root)).toMatchObject({ written: ['generated/ts/watch.ts'], removed: ['generated/rust/old.rs'] });
  expect(check(root)).toEqual({ changed: [], missing: [], orphaned: [] });
  expect(statSync(untouched).mtimeMs).toBe(before);
});

/** A machine besides the library's own: of one region, wired to nothing. */
const alarm: Omit<MachineSpec, 'runs'> = {
  name: 'alarm',
  machine: createMachine({
    id: 'alarm',
    type: 'parallel',
    states: {
      bell: {
        initial: 'silent',
        states: {
          silent: { on: { RING: { target: 'ringing', actions: 'ring' } } },
          ringing: { on: { RING: ignore } },
        },
      },
    },
  }),
  events: { RING: ['user'] },
};

/** Stepped for each slot. The machines of the engine come first. */
const extended: Specification = {
  ...specification,
  machines: [{ ...alarm, runs: 'engine' }, ...specification.machines],
};

/** The same machine, stepped by the thread. */
const threaded: Specification = {
  ...specification,
  machines: specification.machines.flatMap((spec) =>
    spec.runs === 'thread' ? [{ ...alarm, runs: 'thread' }, spec] : [spec],
  ),
};

describe('output', () => {
  test('is the same each time', () => {
    expect([...emit()]).toEqual([...emit()]);
  });

  test('says on its first lines where it comes from', () => {
    for (const text of emit().values())
      expect(text.split('\n').slice(0, 3).join(' ')).toContain('Written by `npm run generate`');
  });

  test('carries one hash for both sides, which moves with the tables', () => {
    const hash = (of?: Specification) => {
      const files = emit(of);
      const inRust = /TABLE_HASH: &str = "(\w{64})"/.exec(files.get('generated/rust/mod.rs') ?? '')?.[1];
      const inTypescript = /TABLE_HASH = '(\w{64})'/.exec(files.get('generated/ts/index.ts') ?? '')?.[1];
      expect(inRust).toBe(inTypescript);
      return inRust;
    };
    expect(hash()).toBeDefined();
    expect(hash(extended)).not.toBe(hash());
  });

  test('is Rust of all machines but those that JavaScript runs', () => {
    const { machines } = specification;
    const files = [...emit().keys()];
    for (const { name, runs } of machines) {
      expect(files).toContain(`generated/ts/${name}.ts`);
      expect(files.includes(`generated/rust/${name}.rs`)).toBe(runs !== 'javascript');
    }
  });

  test('does not depend on the order in which a loader lists the exports of layout.ts', () => {
    const reversed = Object.fromEntries(Object.entries(specification.layout).reverse()) as Specification['layout'];
    expect([...emit({ ...specification, layout: reversed })]).toEqual([...emit()]);
  });

  test('gives a machine of the thread a table, and no number among those of a slot', () => {
    const [ofSlot, ofThread] = [extended, threaded].map((of) => emit(of));
    expect(ofSlot?.get('generated/rust/mod.rs')).toContain('&alarm::TABLE');
    expect(ofThread?.get('generated/rust/mod.rs')).not.toContain('&alarm::TABLE');
    expect(ofThread?.get('generated/rust/mod.rs')).toContain('pub mod alarm;');
    expect(ofSlot?.get('generated/rust/alarm.rs')).toContain('fn ring(&mut self, slot: Self::Slot);');
    expect(ofThread?.get('generated/rust/alarm.rs')).toContain('fn ring(&mut self);');
    expect(ofThread?.get('generated/ts/index.ts')).not.toContain('alarm: ');
  });

  test('names an answer of cells only where a cell has it', () => {
    const files = emit(extended);
    expect(files.get('generated/ts/alarm.ts')).toContain('import { IGNORE as I, STEP as S, type Table }');
    expect(files.get('generated/rust/alarm.rs')).not.toContain('const F: Kind');
  });

  const rustfmt = spawnSync('rustfmt', ['--version']).status === 0;

  test.runIf(rustfmt).each([
    ['this library', specification],
    ['one more machine of a slot', extended],
    ['one more machine of the thread', threaded],
  ])('in Rust is formatted as rustfmt would, for %s', (_, of) => {
    generate(root, of);
    for (const edition of ['2021', '2024']) {
      execFileSync('rustfmt', ['--check', '--edition', edition, join(root, 'generated/rust/mod.rs')]);
    }
  });

  test('names every errno of answers.ts in Rust', () => {
    generate(root);
    const text = readFileSync(join(root, 'generated/rust/answers.rs'), 'utf8');
    for (const { errors } of Object.values(specification.answers)) {
      for (const errno of Object.keys(errors)) expect(text).toMatch(new RegExp(`libc::${errno}\\b`));
    }
  });
});
