import { type ChildProcess, fork } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Backend } from './backend.js';
import type { ClientDone, ClientOptions, ClientProgress, Command, FromClient, FromServer, Tally } from './messages.js';
import type { Way } from './way.js';

/** The two processes of the main job, as the third sees them. */

/** A process's messages, by kind, and its end. */
class Party<Message extends { readonly kind: string }> {
  readonly process: ChildProcess;
  /** Rejects when the process ends before it said all it had to. */
  readonly #ended: Promise<never>;

  constructor(
    name: string,
    module: string,
    args: readonly string[],
    options: { control?: boolean; env?: NodeJS.ProcessEnv },
  ) {
    this.process = fork(fileURLToPath(new URL(module, import.meta.url)), args, {
      stdio: ['ignore', 'inherit', 'inherit', options.control ? 'pipe' : 'ignore', 'ipc'],
      env: { ...process.env, ...options.env },
    });
    this.#ended = new Promise((_, reject) => {
      this.process.on('error', reject);
      this.process.on('exit', (code, signal) => {
        reject(new Error(`the ${name}'s process ended early (${signal ?? `exit code ${code}`})`));
      });
    });
    this.#ended.catch(() => {});
  }

  on<Kind extends Message['kind']>(kind: Kind, listener: (message: Extract<Message, { kind: Kind }>) => void): void {
    this.process.on('message', (message: Message) => {
      if (message.kind === kind) listener(message as Extract<Message, { kind: Kind }>);
    });
  }

  once<Kind extends Message['kind']>(kind: Kind): Promise<Extract<Message, { kind: Kind }>> {
    return Promise.race([
      new Promise<Extract<Message, { kind: Kind }>>((resolve) => this.on(kind, resolve)),
      this.#ended,
    ]);
  }
}

export class Client {
  readonly #party: Party<FromClient>;

  constructor(options: ClientOptions) {
    this.#party = new Party('client', './client.js', [JSON.stringify(options)], {});
  }

  onProgress(listener: (progress: ClientProgress) => void): void {
    this.#party.on('progress', listener);
  }

  done(): Promise<ClientDone> {
    return this.#party.once('done');
  }

  async pending(): Promise<readonly string[]> {
    const answer = this.#party.once('pending');
    this.#party.process.send('pending');
    return (await answer).lines;
  }

  kill(): void {
    this.#party.process.kill('SIGKILL');
  }
}

export class Server {
  readonly #party: Party<FromServer>;

  constructor(backend: Backend, way: Way, trace: string, backlog: number, env: NodeJS.ProcessEnv) {
    this.#party = new Party('server', './server.js', [backend, way, trace, String(backlog)], { control: true, env });
    this.#control.on('error', () => {});
  }

  async port(): Promise<number> {
    return (await this.#party.once('listening')).port;
  }

  async pending(): Promise<readonly string[]> {
    const answer = this.#party.once('pending');
    this.#say('pending');
    return (await answer).lines;
  }

  /** Ends it in good order. */
  stop(): Promise<Tally> {
    const closed = this.#party.once('closed');
    this.#say('stop');
    return closed;
  }

  /** Ends it in bad order: what is pending is dropped, but the trace is completed. */
  abandon(): Promise<Tally> {
    const closed = this.#party.once('closed');
    this.#party.process.kill('SIGTERM');
    return closed;
  }

  kill(): void {
    this.#party.process.kill('SIGKILL');
  }

  #say(command: Command): void {
    this.#control.write(`${command}\n`);
  }

  get #control(): Writable {
    return this.#party.process.stdio[3] as Writable;
  }
}
