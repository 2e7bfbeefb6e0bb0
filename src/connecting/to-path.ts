import { bare } from '../../model/options.js';
import { atAddress } from '../errors/index.js';
import type { Ground } from './ground.js';
import type { PathPlan } from './options.js';
import { type Asker, Outgoing, Trying } from './outgoing.js';

/** Connecting to a unix socket: a race of one, which nobody has to look up. */
export class ToPath extends Outgoing<Uint8Array> {
  readonly #path: Uint8Array;

  constructor(ground: Ground, plan: PathPlan, asker: Asker) {
    super(ground, plan, asker, Number.POSITIVE_INFINITY);
    this.#path = plan.path;
  }

  protected find(): void {
    this.found([this.#path]);
  }

  protected order(addresses: readonly Uint8Array[]): readonly Uint8Array[] {
    return addresses;
  }

  protected attempt(path: Uint8Array, connected: () => void, failed: (error: unknown) => void): Trying {
    const tell = (error: Error) => atAddress(error, Buffer.from(path).toString());
    return new Trying(this.ground, 'unix', bare({ path }), () => {}, connected, failed, tell);
  }

  protected failure([error]: readonly Error[]): unknown {
    return error;
  }
}
