import { bare } from '../../model/options.js';
import { atAddress, ConnectError } from '../errors/index.js';
import { type Socket, setNoDelay } from '../sockets/index.js';
import type { Ground } from './ground.js';
import type { Plan } from './options.js';
import { type Asker, Outgoing, Trying } from './outgoing.js';
import { type HostAddress, interleaved, resolve } from './resolve.js';

const ANY = { inet: '0.0.0.0', inet6: '::' } as const;

/** Connecting to a host, of which there may be several addresses. */
export class ToHost extends Outgoing<HostAddress> {
  readonly #plan: Plan;

  constructor(ground: Ground, plan: Plan, asker: Asker) {
    super(ground, plan, asker, plan.delay);
    this.#plan = plan;
  }

  protected find(): void {
    resolve(
      this.call,
      this.#plan,
      (addresses) => this.found(addresses),
      (error) => this.notFound(error),
    );
  }

  protected order(addresses: readonly HostAddress[]): readonly HostAddress[] {
    return interleaved(addresses, this.#plan.interleave);
  }

  protected attempt({ host, family }: HostAddress, connected: () => void, failed: (error: unknown) => void): Trying {
    const { noDelay, local, port } = this.#plan;
    const prepare = (socket: Socket) => {
      setNoDelay(socket, noDelay);
      if (local !== undefined) {
        socket.bind({ host: local.host ?? ANY[family], port: local.port });
      }
    };
    const tell = (error: Error) => atAddress(error, host, port);
    return new Trying(this.ground, family, bare({ host, port }), prepare, connected, failed, tell);
  }

  protected failure(errors: readonly Error[]): unknown {
    return errors.length === 1 ? errors[0] : new ConnectError(this.call, this.#plan.host, errors);
  }
}
