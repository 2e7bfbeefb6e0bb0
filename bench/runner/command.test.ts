import { afterEach, describe, expect, test, vi } from 'vitest';
import { readCommandLine } from './command.js';
import { cellName, modes, peers } from './registry.js';
import { ArgumentError } from './selection.js';

afterEach(() => vi.restoreAllMocks());

describe('readCommandLine', () => {
  test('has a quick and a full plan, and each figure can be chosen', () => {
    expect(readCommandLine([])).toMatchObject({ rounds: 2, warmup: 0.3, seconds: 1, json: false });
    expect(readCommandLine([])).toMatchObject({ heartbeat: true, syscalls: true });
    expect(readCommandLine(['--full', '--rounds', '7'])).toMatchObject({ rounds: 7, warmup: 1, seconds: 10 });
    expect(readCommandLine(['--json', '--no-syscalls'])).toMatchObject({
      json: true,
      heartbeat: true,
      syscalls: false,
    });
    expect(readCommandLine(['--no-heartbeat'])).toMatchObject({ heartbeat: false, syscalls: true });
  });
  test('keeps a server to one core unless asked to spread it', () => {
    expect(readCommandLine([])?.spread).toBe(false);
    expect(readCommandLine(['--spread'])?.spread).toBe(true);
  });
  test('refuses an option it does not know, a value that is missing, a bad number', () => {
    for (const args of [['--fast'], ['--only'], ['--seconds', '0'], ['raw']]) {
      expect(() => readCommandLine(args), args.join(' ')).toThrow(ArgumentError);
    }
  });
  test('lists every mode, peer and cell in its help, and says what columns mean', () => {
    let help = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      help += String(text);
      return true;
    });
    expect(readCommandLine(['--help'])).toBeUndefined();
    for (const name of ['slowest', 'overtaken', 'timer', 'between']) expect(help).toContain(`\n  ${name}  `);
    for (const { name } of [...modes, ...peers]) expect(help).toContain(name);
    for (const cell of modes.flatMap((mode) => mode.cells)) expect(help).toContain(cellName(cell));
  });
});
