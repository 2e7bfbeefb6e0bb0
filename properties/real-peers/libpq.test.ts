import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Loop } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { root } from '../support/root.js';
import { installed, runWith } from './programs.js';

/** PostgreSQL in a process of its own, which nobody but this test reaches: at a unix socket. */
class Postgres {
  readonly #owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  // A folder for temporary files of root's own lets nobody else through.
  readonly #folder = mkdtempSync(join('uid' in this.#owner ? '/tmp' : tmpdir(), 'readyloop-postgres-'));
  readonly #programs = dirname(realpathSync(spawnSync('which', ['postgres'], { encoding: 'utf8' }).stdout.trim()));
  #child: ChildProcess | undefined;

  get conninfo(): string {
    return `host=${this.#folder} user=tester dbname=postgres`;
  }

  async start(): Promise<void> {
    if ('uid' in this.#owner) chownSync(this.#folder, NOBODY, NOBODY);
    const data = join(this.#folder, 'data');
    const options = { cwd: this.#folder, ...this.#owner };
    const made = spawnSync(
      join(this.#programs, 'initdb'),
      ['-D', data, '-U', 'tester', '-A', 'trust', '-N', '--no-locale', '-E', 'UTF8'],
      { ...options, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(made.stderr);
    const args = ['-D', data, '-k', this.#folder, '-F', '-c', 'listen_addresses='];
    this.#child = spawn(join(this.#programs, 'postgres'), args, { ...options, stdio: 'ignore' });
  }

  /** Ends every connection, as an administrator does. */
  async stop(): Promise<void> {
    this.#child?.kill('SIGINT');
    if (this.#child?.exitCode === null) await once(this.#child, 'exit');
    rmSync(this.#folder, { recursive: true });
  }
}

/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

interface Connected {
  onNotification: (notification: { channel: string; payload: string }) => void;
  query(text: string): Promise<Record<string, string | null>[]>;
  close(): void;
}

/** The class of the example; undefined where there is no libpq. */
async function driver(): Promise<{ connect(loop: Loop, conninfo: string): Promise<Connected> } | undefined> {
  const { Connection } = await import(join(root, 'examples/libpq.js')).catch((error) => {
    if (/libpq/.test(error.message)) return {};
    throw error;
  });
  return Connection;
}

const Connection = await driver();
const isThere = Connection !== undefined && installed('postgres');

describe.skipIf(!isThere)('the driver of examples over libpq (Debian: libpq5, postgresql)', () => {
  const postgres = new Postgres();
  const connect = async (loop: Loop): Promise<Connected> => {
    for (let tries = 100; ; tries--) {
      try {
        return await (Connection as NonNullable<typeof Connection>).connect(loop, postgres.conninfo);
      } catch (error) {
        if (tries === 0) throw error;
        await sleep(100); // it starts
      }
    }
  };
  beforeAll(() => postgres.start());
  afterAll(() => postgres.stop());

  describe.each(backends)('on %s:', (backend) => {
    let loop: Loop;
    let connection: Connected;
    beforeAll(async () => {
      loop = new Loop({ backend });
      connection = await connect(loop);
    });
    afterAll(() => {
      connection.close();
      loop.close();
    });

    test('a query gets its rows, and those that follow theirs', async () => {
      const first = connection.query('select n, nullif(n, 2) as odd from generate_series(1, 3) as n');
      const second = connection.query("select 'text' as t");
      expect(await first).toEqual([
        { n: '1', odd: '1' },
        { n: '2', odd: null },
        { n: '3', odd: '3' },
      ]);
      expect(await second).toEqual([{ t: 'text' }]);
    });

    test('a mistake is an error, and costs nothing else', async () => {
      await expect(connection.query('selekt')).rejects.toThrow(/syntax error/);
      expect(await connection.query('select 1 as one')).toEqual([{ one: '1' }]);
    });

    test('a query and a result of 10 MB go as the socket has room', async () => {
      const text = 'x'.repeat(10_000_000);
      const [row] = await connection.query(`select '${text}' as text`);
      expect(row?.text === text).toBe(true);
    });

    test('a query that takes its time keeps nothing else waiting', async () => {
      let turns = 0;
      const timer = setInterval(() => turns++, 10);
      await connection.query('select pg_sleep(0.3)');
      clearInterval(timer);
      expect(turns).toBeGreaterThan(1);
    });

    test('what others notify is heard between queries', async () => {
      await connection.query('listen news');
      const heard = new Promise((resolve) => {
        connection.onNotification = resolve;
      });
      const other = await connect(loop);
      await other.query("notify news, 'hello'");
      other.close();
      expect(await heard).toMatchObject({ channel: 'news', payload: 'hello' });
    });

    test('the program prints what a statement gives, and ends', async () => {
      const args = [join(root, 'examples/libpq.js'), postgres.conninfo, 'select 1 as one'];
      const { code, stdout, stderr } = await runWith(process.execPath, args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(String(stdout)).toMatch(/one.*\n.*\n.*'1'/);
    });

    test('a connection that is ended by the server is an error of the query at hand; nothing is left of it', async () => {
      const other = await connect(loop);
      const [row] = await other.query('select pg_backend_pid() as pid');
      const lost = other.query('select pg_sleep(60)');
      await connection.query(`select pg_terminate_backend(${row?.pid})`);
      await expect(lost).rejects.toThrow(/terminat/);
      await expect(other.query('select 1').finally(() => other.close())).rejects.toThrow(/closed|connection/);
      expect(loop.report().pending).toHaveLength(1); // the reader of the first
    });
  });
});
