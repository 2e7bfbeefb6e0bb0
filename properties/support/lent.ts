import type { Socket } from '../../src/index.js';
import * as probe from './probe.js';
import { rejection, rounds, type Scene } from './scene.js';

/** A receive that failed: into which socket's bytes it looked, and why. */
export interface FailedReceive {
  readonly socket: Socket;
  readonly error: unknown;
}

/** Receives into memory that is lent, to which something happens before these bytes come. */
export async function receiveInto(
  scene: Scene,
  memory: Uint8Array,
  bytes: Uint8Array,
  meanwhile: () => void,
): Promise<FailedReceive> {
  const [socket, peer] = scene.sockets();
  const receiving = scene.loop.sockRecvInto(socket, memory);
  await rounds();
  meanwhile();
  probe.write(peer.fileno(), bytes);
  return { socket, error: await rejection(receiving) };
}

/** Hands the memory to somebody else: nothing is left of it here. */
export function transfer({ buffer }: Uint8Array): void {
  structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
}
