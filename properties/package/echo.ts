import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../support/root.js';

/** The README's first program, with another port. */
function firstProgram(port: number): string {
  const [, example] = /```js\n(.*?)```/s.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  return `${example}`.replace('7007', String(port));
}

/** What comes back, and what the server printed on stderr. */
export interface Echoed {
  readonly echoed: string;
  readonly stderr: string;
}

/** Runs a server of `echo.js` in a folder, by a command, and sends it something. The text is a program for a port. */
export async function echoIn(
  folder: string,
  [command, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv = {},
  program = firstProgram,
): Promise<Echoed> {
  const port = await freePort();
  writeFileSync(join(folder, 'echo.js'), program(port));
  const server = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let stderr = '';
  server.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(server, 'exit');
  try {
    const client = await connected(port, ended);
    client.end('what comes back');
    let echoed = '';
    for await (const chunk of client.setEncoding('utf8')) echoed += chunk;
    return { echoed, stderr };
  } catch (error) {
    return { echoed: '', stderr: stderr || String(error) };
  } finally {
    // With what it has started, as package managers do.
    if (server.exitCode === null && server.signalCode === null) process.kill(-(server.pid as number), 'SIGTERM');
    await ended;
  }
}

/** A port that is free, and is given to nobody who asks for any: the kernel gives those from 32768 on. */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

/** A connection to a server that may be about to listen; it fails if the server ends first. */
async function connected(port: number, ended: Promise<unknown>): Promise<Socket> {
  let gone = false;
  void ended.then(() => {
    gone = true;
  });
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (gone) throw error;
      await sleep(20);
    }
  }
}
