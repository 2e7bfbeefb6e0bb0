import type { LookupFunction, Socket as SocketType } from '../../src/index.js';
import { Socket } from '../../src/index.js';
import type { Scene } from './scene.js';

/** What an address does with who connects to it: takes him in, refuses him, or says nothing. */
export type Conduct = 'serves' | 'refuses' | 'drops';

/** A host whose addresses are all of this machine, at one port: each does as it is told. */
export class Host {
  readonly port: number;
  /** How often it was looked up, and what for. */
  readonly asked: { readonly all: boolean; readonly family: number }[] = [];
  readonly #addresses: readonly string[];
  readonly #listeners: ReadonlyMap<string, SocketType>;

  private constructor(port: number, listeners: ReadonlyMap<string, SocketType>) {
    this.port = port;
    this.#addresses = [...listeners.keys()];
    this.#listeners = listeners;
  }

  /** @param conduct by address, in the order in which a lookup finds them */
  static async begin(scene: Scene, conduct: Readonly<Record<string, Conduct>>): Promise<Host> {
    const listeners = atOnePort(Object.keys(conduct));
    const [first] = [...listeners.values()] as [SocketType, ...SocketType[]];
    const { port } = first.getsockname() as { port: number };
    for (const [address, socket] of listeners) {
      scene.keep(socket);
      if (conduct[address] !== 'refuses') socket.listen(conduct[address] === 'drops' ? 0 : 128);
    }
    for (const address of listeners.keys()) {
      // Whose queue is full takes nobody's handshake any more.
      if (conduct[address] === 'drops') {
        const filler = scene.keep(new Socket(familyOf(address)));
        await scene.loop.sockConnect(filler, { host: address, port });
      }
    }
    return new Host(port, listeners);
  }

  /** Finds the addresses in the same turn of the process's loop, or when `when` settles. */
  lookup(when?: Promise<unknown>): LookupFunction {
    return (_, options, callback) => {
      this.asked.push({ ...options });
      const families = { 0: [4, 6], 4: [4], 6: [6] }[options.family] as number[];
      const addresses = this.#addresses
        .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
        .filter(({ family }) => families.includes(family));
      const answer = () => callback(null, addresses);
      when === undefined ? answer() : when.then(answer);
    };
  }

  /** One of its sockets. */
  at(address: string): SocketType {
    return this.#listeners.get(address) as SocketType;
  }
}

function familyOf(address: string): 'inet' | 'inet6' {
  return address.includes(':') ? 'inet6' : 'inet';
}

/** A socket bound to each address, all to the same free port. */
function atOnePort(addresses: readonly string[]): Map<string, SocketType> {
  for (let tries = 0; ; tries++) {
    const sockets = new Map<string, SocketType>();
    let port = 0;
    try {
      for (const host of addresses) {
        const socket = new Socket(familyOf(host));
        sockets.set(host, socket);
        socket.bind({ host, port });
        ({ port } = socket.getsockname() as { port: number });
      }
      return sockets;
    } catch (error) {
      for (const socket of sockets.values()) socket.close();
      if (tries === 20) throw error;
    }
  }
}
