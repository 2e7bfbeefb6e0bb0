import { describe, expect, test } from 'vitest';
import type { ConnectOptions, ProtocolHandler, Transport } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import { openSockets } from '../support/descriptors.js';
import { type Conduct, Host } from '../support/hosts.js';
import { Recorder } from '../support/recorder.js';
import { rounds, Scene, until } from '../support/scene.js';

/** How a connect is ended by its user, and what it is told then. */
const endings = { abort: 'ABORT_ERR', close: 'ERR_LOOP_CLOSED' } as const;

type Ending = keyof typeof endings;

const ways = Object.keys(endings) as Ending[];

const hosts: Readonly<Record<string, Readonly<Record<string, Conduct>>>> = {
  'that takes him in': { '127.0.0.1': 'serves' },
  'whose first address says nothing': { '::1': 'drops', '127.0.0.1': 'serves' },
  'whose first address refuses': { '127.0.0.2': 'refuses', '127.0.0.1': 'serves' },
  'of which no address answers': { '::1': 'drops', '127.0.0.1': 'drops', '127.0.0.2': 'refuses' },
};

/** The shortest steps in which JavaScript lets time pass, each a little longer than the one before it. */
const steps: readonly (() => Promise<unknown>)[] = [
  () => Promise.resolve(),
  () => new Promise((resolve) => process.nextTick(resolve)),
  () => new Promise((resolve) => setImmediate(resolve)),
  () => new Promise((resolve) => setTimeout(resolve, 1)),
];

/** One connect, with what came of it. */
class Connecting {
  readonly recorder: Recorder;
  /** How often it has settled, and how: with a transport, or the code of an error. */
  readonly outcomes: (Transport | string)[] = [];
  readonly #controller = new AbortController();
  readonly #scene: Scene;
  readonly #before = openSockets();
  readonly #settled: Promise<unknown>;

  /** @param also what the protocol does beside recording, and `factory` what makes it */
  constructor(scene: Scene, options: ConnectOptions, also: ProtocolHandler = {}, factory: () => void = () => {}) {
    this.#scene = scene;
    this.recorder = new Recorder(also);
    const make = () => {
      factory();
      return this.recorder;
    };
    this.#settled = scene.loop.createConnection(make, { ...options, signal: this.#controller.signal }).then(
      (transport) => this.outcomes.push(transport),
      ({ code }: { code: string }) => this.outcomes.push(code),
    );
  }

  end(way: Ending): void {
    if (way === 'abort') this.#controller.abort();
    else this.#scene.loop.close();
  }

  /** Waits for all that comes of it, demands that it is one thing and that nothing is left, and tells what it is. */
  async over(): Promise<string> {
    await this.#settled;
    const [outcome] = this.outcomes;
    const isMade = typeof outcome === 'object';
    if (isMade) outcome.abort();
    await until(() => openSockets().length === this.#before.length && this.recorder.lost === isMade);
    await rounds();
    expect(this.recorder.told.filter((what) => what !== 'eof')).toEqual(isMade ? ['made', 'lost'] : []);
    expect([this.outcomes.length, openSockets()]).toEqual([1, this.#before]);
    return isMade ? 'made' : (outcome as string);
  }
}

/** Begins a connect with options that may end it, or has its factory or `connectionMade` end it. */
type Begin = (options: (end: () => void) => Partial<ConnectOptions>, where?: 'factory' | 'connectionMade') => void;

async function optionsFor(scene: Scene, conduct: Readonly<Record<string, Conduct>>): Promise<ConnectOptions> {
  const host = await Host.begin(scene, conduct);
  return { host: 'nobody.invalid', port: host.port, lookup: host.lookup(), happyEyeballsDelay: 10 };
}

describe.each(backends)('a connect that is ended, on %s:', (backend) => {
  describe.each(Object.entries(hosts))('to a host %s', (_, conduct) => {
    test.each(ways)('settles once, at whatever moment, by %s (L10, V9, U1)', async (way) => {
      for (let moment = 0; moment < 25; moment++) {
        using scene = new Scene(backend);
        const connecting = new Connecting(scene, await optionsFor(scene, conduct));
        for (let step = 0; step < moment; step++) await steps[(step + moment) % steps.length]?.();
        connecting.end(way);
        const outcome = await connecting.over();
        if (moment === 0 || outcome !== 'made') expect(outcome).toBe(endings[way]);
      }
    });
  });

  test.each(ways)('settles once, by %s in each callback on its way', async (way) => {
    const code = endings[way];
    const moments: Readonly<Record<string, (begin: Begin, to: ConnectOptions) => void>> = {
      [`before the lookup: ${code}`]: (begin, to) =>
        begin((end) => ({ lookup: (...args) => queueMicrotask(() => [end(), to.lookup?.(...args)]) })),
      [`behind the lookup: ${code}`]: (begin, to) =>
        begin((end) => ({ lookup: (...args) => queueMicrotask(() => [to.lookup?.(...args), end()]) })),
      [`in the factory: ${code}`]: (begin) => begin(() => ({}), 'factory'),
      'in connectionMade: made': (begin) => begin(() => ({}), 'connectionMade'),
    };
    for (const [moment, arrange] of Object.entries(moments)) {
      using scene = new Scene(backend);
      const to = await optionsFor(scene, { '127.0.0.1': 'serves' });
      let connecting: Connecting | undefined;
      const end = () => connecting?.end(way);
      arrange((options, where) => {
        const made = where === 'connectionMade' ? { connectionMade: end } : {};
        connecting = new Connecting(scene, { ...to, ...options(end) }, made, where === 'factory' ? end : undefined);
      }, to);
      const outcome = await (connecting as Connecting | undefined)?.over();
      expect(`${moment.split(':')[0]}: ${outcome}`).toBe(moment);
    }
  });

  test('settles once with its time, whatever it waits for (L10)', async () => {
    const waiting: Readonly<Record<string, Readonly<Record<string, Conduct>>>> = { ...hosts, 'that nobody finds': {} };
    for (const [name, conduct] of Object.entries(waiting)) {
      for (const timeout of [0, 1, 5, 15, 30]) {
        using scene = new Scene(backend);
        const found = Object.keys(conduct).length > 0;
        const to = found ? await optionsFor(scene, conduct) : { host: 'nobody.invalid', port: 1, lookup: () => {} };
        const outcome = await new Connecting(scene, { ...to, timeout }).over();
        const never = !found || name === 'of which no address answers';
        expect(never ? ['ERR_CONNECT_TIMEOUT'] : ['ERR_CONNECT_TIMEOUT', 'made']).toContain(outcome);
      }
    }
  });

  test('keeps the process alive until it settles, unless its loop is unrefed (L15)', async () => {
    const child = (also: string, options: string) =>
      runChild(`
        import { Loop } from 'readyloop';
        const loop = new Loop({ backend: '${backend}' });
        loop.createConnection({}, { host: 'nobody', port: 1, lookup: () => {}, ${options} }).catch(({ code }) => console.log(code));
        ${also}
        process.on('exit', () => console.log('exit'));
      `);
    expect(await child('', 'timeout: 50')).toMatchObject({ code: 0, stdout: 'ERR_CONNECT_TIMEOUT\nexit\n' });
    expect(await child('loop.unref();', 'timeout: 60_000')).toMatchObject({ code: 0, stdout: 'exit\n', hung: false });
    const closed = 'setTimeout(() => loop.close(), 50);';
    expect(await child(closed, '')).toMatchObject({ code: 0, stdout: 'ERR_LOOP_CLOSED\nexit\n', hung: false });
  });

  test('200 that are ended by their winner or before it leave nothing (V9)', { timeout: 120_000 }, async () => {
    using scene = new Scene(backend);
    const to = await optionsFor(scene, { '127.0.0.2': 'refuses', '127.0.0.1': 'serves' });
    const seen = new Set<string>();
    for (let round = 0; round < 200; round++) {
      const connecting = new Connecting(scene, to);
      for (let step = 0; step < round % 8; step++) await steps[(round + step) % steps.length]?.();
      connecting.end('abort');
      seen.add(await connecting.over());
    }
    expect([...seen].sort()).toEqual(['ABORT_ERR', 'made']);
  });
});
