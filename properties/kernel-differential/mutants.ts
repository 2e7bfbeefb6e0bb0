import type { Space } from '../../model/checker/space.js';
import { HUP, IN, OUT, PRI, RDHUP } from '../../model/kernel/bits.js';
import { Connecting } from '../../model/kernel/connecting.js';
import { Datagrams } from '../../model/kernel/datagrams.js';
import { Listener, Stream } from '../../model/kernel/files.js';
import { type ControlError, Kernel, type KernelShape } from '../../model/kernel/kernel.js';
import { countOf, pack, packMessage, unpack, unpackMessage } from '../../model/kernel/numbered.js';
import type { OpenFile } from '../../model/kernel/open-file.js';

/** A wrong model of the kernel, each wrong in one respect that a poller's user could build on. */
export interface Mutant {
  readonly what: string;
  make(space: Space, shape: KernelShape): Kernel;
}

/** A kernel some of whose files answer otherwise. */
const withFiles =
  (change: (file: OpenFile) => void) =>
  (space: Space, shape: KernelShape): Kernel => {
    const kernel = new Kernel(space, shape);
    for (const file of kernel.files) change(file);
    return kernel;
  };

/** Replaces a method of one object; the new one gets the old one's answer. */
function replace<T extends object, K extends keyof T>(object: T, name: K, by: (old: T[K]) => T[K]): void {
  const method = object[name] as (...args: unknown[]) => unknown;
  Object.defineProperty(object, name, { value: by(method.bind(object) as T[K]) });
}

const events = (file: OpenFile, change: (bits: number, v: Uint8Array) => number): void =>
  replace(file, 'events', (old) => (v) => change(old(v), v));

class NoSecondEdge extends Kernel {
  override wake(v: Uint8Array, file: number, bits: number): void {
    const before = this.files[file]?.events(v) ?? 0;
    super.wake(v, file, bits & OUT ? bits : bits & ~before);
  }
}

class BlindModify extends Kernel {
  override modify(v: Uint8Array, number: number, interest: number, token: number): ControlError | undefined {
    const kept = Array.from({ length: this.registrations }, (_, index) => this.isReady(v, index));
    const answer = super.modify(v, number, interest, token);
    for (let index = 0; index < this.registrations; index++)
      if (!kept[index] && this.isReady(v, index)) this.report(v, index);
    return answer;
  }
}

class BlindAdd extends Kernel {
  override add(v: Uint8Array, number: number, interest: number, token: number): ControlError | undefined {
    const kept = Array.from({ length: this.registrations }, (_, index) => this.isReady(v, index));
    const answer = super.add(v, number, interest, token);
    for (let index = 0; index < this.registrations; index++)
      if (!kept[index] && this.isReady(v, index)) this.report(v, index);
    return answer;
  }
}

class NoGhosts extends Kernel {
  override close(v: Uint8Array, number: number): void {
    super.remove(v, number);
    super.close(v, number);
  }
}

class AddTwice extends Kernel {
  override add(v: Uint8Array, number: number, interest: number, token: number): ControlError | undefined {
    const answer = super.add(v, number, interest, token);
    return answer === 'EEXIST' ? super.modify(v, number, interest, token) : answer;
  }
}

class ModifyAdds extends Kernel {
  override modify(v: Uint8Array, number: number, interest: number, token: number): ControlError | undefined {
    const answer = super.modify(v, number, interest, token);
    return answer === 'ENOENT' ? super.add(v, number, interest, token) : answer;
  }
}

class Level extends Kernel {
  override report(v: Uint8Array, index: number) {
    const told = super.report(v, index);
    this.wake(v, told.file, told.bits);
    return told;
  }
}

class HighestNumber extends Kernel {
  override freeNumber(v: Uint8Array): number {
    const free = [2, 1, 0].find((number) => this.fileOf(v, number) < 0);
    return free ?? -1;
  }
}

export const mutants: readonly Mutant[] = [
  { what: 'data that follows unread data is no edge', make: (space, shape) => new NoSecondEdge(space, shape) },
  { what: 'a modification does not look at the file anew', make: (space, shape) => new BlindModify(space, shape) },
  { what: 'an add does not look at the file', make: (space, shape) => new BlindAdd(space, shape) },
  {
    what: 'closing a number removes its registration, though another names the file',
    make: (space, shape) => new NoGhosts(space, shape),
  },
  { what: 'adding twice modifies', make: (space, shape) => new AddTwice(space, shape) },
  { what: 'modifying what is not there adds', make: (space, shape) => new ModifyAdds(space, shape) },
  { what: 'a level is reported again and again', make: (space, shape) => new Level(space, shape) },
  { what: 'the highest free number is given', make: (space, shape) => new HighestNumber(space, shape) },
  {
    what: 'a finished peer is no readiness to read',
    make: withFiles((file) => events(file, (bits) => (bits & HUP || !(bits & RDHUP) ? bits : bits & ~(IN | RDHUP)))),
  },
  {
    what: 'a peer that finished does not show as RDHUP',
    make: withFiles((file) => events(file, (bits) => bits & ~RDHUP)),
  },
  {
    what: 'a hang-up is not writable',
    make: withFiles((file) => events(file, (bits) => (bits & HUP ? bits & ~OUT : bits))),
  },
  {
    what: 'a full stream is writable',
    make: withFiles((file) => file instanceof Stream && events(file, (bits) => bits | OUT)),
  },
  {
    what: 'two halves that have ended are no hang-up',
    make: withFiles((file) => {
      if (file instanceof Stream) {
        events(file, (bits, v) => (file.isShut(v) && file.isWhole(v) ? bits & ~HUP : bits));
      }
    }),
  },
  {
    what: 'a backlog is not readable',
    make: withFiles((file) => file instanceof Listener && events(file, (bits) => bits & ~IN)),
  },
  {
    what: 'accept looks at the backlog before the descriptor limit',
    make: withFiles((file) => {
      if (file instanceof Listener)
        replace(file, 'accept', (old) => (v, atLimit) => old(v, atLimit && file.waiting(v) > 0));
    }),
  },
  {
    what: 'O_NONBLOCK taken away under one number is set under another',
    make: withFiles((file) => {
      if (file instanceof Listener) replace(file.blocking, 'turnOn', () => () => true);
    }),
  },
  {
    what: 'a socket that is not connected is silent',
    make: withFiles((file) => file instanceof Connecting && events(file, (bits, v) => (file.hasPeer(v) ? bits : 0))),
  },
  {
    what: 'a connection is told by its first connect already',
    make: withFiles((file) => {
      if (file instanceof Connecting)
        replace(file, 'connect', (old) => (v) => (old(v) === 'EINPROGRESS' ? 'connected' : old(v)));
    }),
  },
  {
    what: 'one read takes two datagrams',
    make: withFiles((file) => {
      if (!(file instanceof Datagrams)) return;
      replace(file, 'read', (old) => (v, room) => {
        const answer = old(v, room);
        if (typeof answer === 'number') old(v, room);
        return answer;
      });
    }),
  },
  {
    what: 'what has no room of a datagram is cut without a word',
    make: withFiles((file) => {
      if (!(file instanceof Datagrams)) return;
      replace(file, 'read', (old) => (v, room) => {
        const answer = old(v, room);
        if (typeof answer !== 'number') return answer;
        const { number, bytes } = unpackMessage(answer);
        return packMessage(number, bytes, false);
      });
    }),
  },
  {
    what: 'a read goes on behind a mark, and behind a record',
    make: withFiles((file) => {
      if (!(file instanceof Stream)) return;
      replace(file, 'read', (old) => (v, max) => {
        const [first, second] = [old(v, max), max > 1 && file.queued(v) > 0 ? old(v, 1) : 0];
        return typeof first === 'number' && typeof second === 'number' && countOf(first) < max
          ? pack([...unpack(first), ...unpack(second)])
          : first;
      });
    }),
  },
  {
    what: 'urgent data is told by IN alone',
    make: withFiles((file) => file instanceof Stream && events(file, (bits) => bits & ~PRI)),
  },
  {
    what: 'bytes come in another order',
    make: withFiles((file) => {
      if (!(file instanceof Stream)) return;
      replace(file, 'read', (old) => (v, max) => {
        const answer = old(v, max);
        return typeof answer === 'number' ? pack(unpack(answer).reverse()) : answer;
      });
    }),
  },
  {
    what: 'the absence of a datagram peer is told by every call',
    make: withFiles((file) => {
      if (!(file instanceof Datagrams)) return;
      replace(file, 'read', (old) => (v, room) => {
        const answer = old(v, room);
        if (answer === 'ECONNREFUSED') file.peerIsAbsent(v);
        return answer;
      });
    }),
  },
  {
    what: 'the end of a stream is told once, and then "would block"',
    make: withFiles((file) => {
      if (!(file instanceof Stream)) return;
      let ends = 0;
      replace(file, 'read', (old) => (v, max) => {
        const answer = old(v, max);
        return answer === 'end' && ends++ > 0 ? 'EAGAIN' : answer;
      });
    }),
  },
];
