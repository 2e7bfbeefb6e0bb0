import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Whether a program is on the PATH. */
export function installed(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a program with this on its standard input, to its end. */
export async function runWith(
  program: string,
  args: readonly string[],
  input: Uint8Array = Buffer.alloc(0),
): Promise<Ended> {
  const child = spawn(program, args, { stdio: 'pipe' });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part) => out.push(part));
  child.stderr.on('data', (part) => err.push(part));
  child.stdin.on('error', () => {}); // it need not read to the end
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  return { code, stdout: Buffer.concat(out), stderr: String(Buffer.concat(err)) };
}

/** A program that hangs is ended after this long, in milliseconds. */
const LIMIT = 30_000;

/** A server in a process of its own, which prints its port first. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, port: number) {
    this.#child = child;
    this.#lines = lines;
    this.port = port;
  }

  static async start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, args, { stdio: [...stdio], env: { ...process.env, ...env } });
    if (child.stdout === null) throw new Error('the server has no standard output');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value } = await lines.next();
    return new ServerProcess(child, lines, Number(/\d+$/.exec(String(value))?.[0]));
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Writes a line to its standard input; the next line that it prints. */
  async ask(line: string): Promise<string> {
    this.#child.stdin?.write(`${line}\n`);
    const { value } = await this.#lines.next();
    return String(value);
  }

  /** Ends its standard input; the next line that it prints. */
  async finish(): Promise<string> {
    this.#child.stdin?.end();
    const { value } = await this.#lines.next();
    await this.#ended();
    return String(value);
  }

  /** Ends it by SIGTERM; its exit code. */
  async terminate(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#ended();
  }

  async #ended(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }
}
