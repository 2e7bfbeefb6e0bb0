import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drive } from './drive.js';
import { job } from './job.js';

vi.mock('./drive.js');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readyloop-job-'));
  vi.stubEnv('TMPDIR', folder);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('a run that breaks off leaves nothing behind', async () => {
  vi.mocked(drive).mockRejectedValue(new Error('no more processes'));
  await expect(job({ backends: ['mio'], ways: ['operations'], seed: 1, connections: 1, limit: 1 })).rejects.toThrow(
    'no more processes',
  );
  expect(readdirSync(folder)).toEqual([]);
});
