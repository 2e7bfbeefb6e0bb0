import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { install, interpreterOf } from './environment.js';
import { ROOT } from './place.js';
import { findProgram } from './processes.js';

const NAME = 'test-of-environment';
const interpreter = join(ROOT, interpreterOf(NAME));
const folder = dirname(dirname(interpreter));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('install', () => {
  test.skipIf(findProgram('python3') === undefined)('makes an environment, and makes it anew', async () => {
    await install('python3', NAME, []);
    const stray = join(folder, 'stray');
    writeFileSync(stray, '');
    await install('python3', NAME, []);
    expect(existsSync(interpreter)).toBe(true);
    expect(existsSync(stray)).toBe(false);
  });
  test('says what failed and what was printed on either stream, and leaves nothing half made', async () => {
    const tools = mkdtempSync(join(tmpdir(), 'readyloop-python-'));
    try {
      const python = join(tools, 'python3');
      const script = 'mkdir -p "$3/bin"; touch "$3/bin/python"; echo no ensurepip; echo also this >&2; exit 3';
      writeFileSync(python, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      await expect(install(python, NAME, ['x'])).rejects.toThrow(
        /-m venv .* failed \(3\): see whether it has the module venv\nno ensurepip\nalso this/,
      );
      expect(existsSync(folder)).toBe(false);
    } finally {
      rmSync(tools, { recursive: true });
    }
  });
});
