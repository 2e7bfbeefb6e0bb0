import type { Place } from './place.js';
import * as probe from './probe.js';
import { type Scene, until } from './scene.js';

/** How a stream ended for who read it: by the peer's end, or by an error. */
export type Ending = 'end' | string;

/** The other side of a connection, by bare system calls. It does only what it is told, and reads only when it is asked to. */
export class Peer {
  readonly fd: number;
  readonly #scene: Scene;

  constructor(scene: Scene, fd: number) {
    this.#scene = scene;
    this.fd = fd;
  }

  /** Connects to a server of this machine. */
  static connect(scene: Scene, place: Place): Peer {
    return new Peer(scene, scene.connect(place));
  }

  /** Sends all of it, however long the other side takes; what broke off before, or null. */
  async send(bytes: Uint8Array | string): Promise<string | null> {
    for (let rest = Buffer.from(bytes); rest.length > 0; ) {
      const answer = probe.write(this.fd, rest);
      if (typeof answer === 'number') rest = rest.subarray(answer);
      else if (answer !== 'EAGAIN') return answer;
      else await turn();
    }
    return null;
  }

  /** The bytes that are there now, at most so many. Nothing at the end and at an error. */
  readNow(most = 1_000_000): Buffer {
    const answer = probe.read(this.fd, most);
    return typeof answer === 'string' ? Buffer.alloc(0) : answer;
  }

  /** Waits for so many bytes. */
  async receive(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let received = 0;
    await until(() => {
      const part = this.readNow(count - received);
      received += part.length;
      parts.push(part);
      return received === count;
    }, LIMIT);
    return Buffer.concat(parts);
  }

  /** Reads until the stream ends. */
  async receiveAll(): Promise<{ bytes: Buffer; ending: Ending }> {
    const parts: Buffer[] = [];
    for (const end = performance.now() + LIMIT; performance.now() < end; ) {
      const answer = probe.read(this.fd, 1_000_000);
      if (answer === 'EAGAIN') await turn();
      else if (typeof answer === 'string') return { bytes: Buffer.concat(parts), ending: answer };
      else if (answer.length === 0) return { bytes: Buffer.concat(parts), ending: 'end' };
      else parts.push(answer);
    }
    return { bytes: Buffer.concat(parts), ending: 'nothing' };
  }

  /** Ends its sending half. */
  finish(): void {
    probe.shutdownWrite(this.fd);
  }

  close(): void {
    this.#scene.close(this.fd);
  }

  reset(): void {
    this.#scene.disown(this.fd);
    probe.reset(this.fd);
  }
}

/** How long what must come may take, in milliseconds. */
const LIMIT = 20_000;

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
