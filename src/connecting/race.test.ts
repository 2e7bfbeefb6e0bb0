import { describe, expect, test } from 'vitest';
import { type Attempt, Race } from './race.js';

/** A race whose lookup, attempts and clock are the test's; it writes down what it does. */
class Toy extends Race<string, Attempt> {
  readonly log: string[] = [];
  /** What attempts are told, by address. */
  readonly connected: Record<string, () => void> = {};
  readonly failed: Record<string, (error: unknown) => void> = {};
  ring: () => void = () => {};
  turn: () => void = () => {};
  /** What is called within the call of the lookup, and within that of each attempt. */
  readonly #within: (toy: Toy, where: string) => void;

  constructor(within: (toy: Toy, where: string) => void = () => {}) {
    const clock = {
      after: (ms: number, callback: () => void) => {
        this.log.push(`clock ${ms}`);
        this.ring = callback;
        return { cancel: () => this.log.push('clock stopped') };
      },
    };
    super(clock, 250);
    this.#within = within;
  }

  protected retain(): void {
    this.log.push('pending');
  }

  protected release(): void {
    this.log.push('over');
  }

  protected find(): void {
    this.#within(this, 'lookup');
  }

  protected order(addresses: readonly string[]): readonly string[] {
    return [...addresses].sort();
  }

  protected attempt(address: string, connected: () => void, failed: (error: unknown) => void): Attempt {
    this.log.push(`begin ${address}`);
    this.connected[address] = connected;
    this.failed[address] = failed;
    this.#within(this, address);
    return { close: () => this.log.push(`close ${address}`) };
  }

  protected tellLater(event: number): void {
    this.turn = () => this.advance(event);
  }

  protected won(): void {
    this.log.push('won');
  }

  protected lost(error: unknown): void {
    this.log.push(`lost ${error}`);
  }

  protected failure(errors: readonly Error[]): unknown {
    return errors.join();
  }
}

function begun(...addresses: string[]): Toy {
  const toy = new Toy();
  toy.start();
  toy.found(addresses);
  return toy;
}

describe('a race', () => {
  test('closes all others when one connects, and tells it in its turn', () => {
    const toy = begun('b', 'a');
    toy.ring();
    toy.connected.a?.();
    toy.turn();
    expect(toy.log).toEqual([
      ...['pending', 'begin a', 'clock 250', 'clock stopped', 'begin b'],
      ...['close b', 'over', 'won'],
    ]);
  });

  test('tells all errors in the order of the addresses', () => {
    const toy = begun('a', 'b', 'c');
    toy.ring();
    toy.failed.b?.('2');
    toy.failed.a?.('1');
    toy.failed.c?.('3');
    expect(toy.log.slice(-2)).toEqual(['over', 'lost 1,2,3']);
    expect(toy.log.filter((what) => what.startsWith('close'))).toEqual(['close b', 'close a', 'close c']);
  });

  test('an attempt that cannot begin has failed', () => {
    const toy = new Toy((_, where) => {
      if (where === 'a') throw 'no socket';
    });
    toy.start();
    toy.found(['a', 'b']);
    expect(toy.log).toEqual(['pending', 'begin a', 'clock 250', 'clock stopped', 'begin b']);
  });

  test('what is told within a call comes behind the step that makes it, in its order', () => {
    const toy = new Toy((self, where) => {
      if (where === 'lookup') {
        self.found(['a', 'b']);
        self.found(['c']);
        self.notFound('too late');
      } else if (where === 'a') {
        self.failed.a?.('1');
      } else {
        self.connected.b?.();
        self.giveUp('too late');
      }
    });
    toy.start();
    toy.turn();
    expect(toy.log).toEqual([
      ...['pending', 'begin a', 'clock 250', 'clock stopped', 'close a', 'begin b'],
      ...['close b', 'over', 'lost too late'],
    ]);
  });

  test('given up, it closes everything, and what is told of it later is void', () => {
    const toy = begun('a', 'b');
    toy.giveUp('enough');
    const { length } = toy.log;
    toy.failed.a?.('closed');
    toy.found(['c']);
    toy.giveUp('again');
    expect(toy.log.slice(-4)).toEqual(['clock stopped', 'close a', 'over', 'lost enough']);
    expect(toy.log).toHaveLength(length);
  });
});
