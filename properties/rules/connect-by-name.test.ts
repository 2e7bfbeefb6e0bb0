import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, test } from 'vitest';
import { type ConnectError, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { openSockets } from '../support/descriptors.js';
import { Host } from '../support/hosts.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';

const { lookup } = dns;

/** Has a host found, whatever its name is, in the place of the system's lookup. */
function found(host: Host, when?: Promise<unknown>): void {
  dns.lookup = host.lookup(when) as unknown as typeof dns.lookup;
  syncBuiltinESMExports();
}

afterEach(() => {
  dns.lookup = lookup;
  syncBuiltinESMExports();
});

const NAME = 'nobody.invalid';

describe.each(backends)('sockConnect to a name with several addresses, on %s:', (backend) => {
  test("C24 tries those of the socket's own family, one after the other, until one connects", async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '127.0.0.1': 'refuses', '::1': 'serves', '127.0.0.2': 'serves' });
    found(host);
    for (let round = 0; round < 200; round++) {
      using client = new Socket('inet');
      await scene.loop.sockConnect(client, { host: NAME, port: host.port });
      expect(client.getpeername()).toMatchObject({ address: '127.0.0.2', port: host.port });
      (await scene.loop.sockAccept(host.at('127.0.0.2')))[0].close();
    }
    expect(host.asked[0]).toEqual({ all: true, family: 4 });
  });

  test('C24 tells the errors of all of them, and the socket can be tried again', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '127.0.0.2': 'refuses', '127.0.0.1': 'refuses' });
    found(host);
    const client = scene.keep(new Socket('inet'));
    const to = { host: NAME, port: host.port };
    const failed = (await rejection(scene.loop.sockConnect(client, to))) as unknown as ConnectError;
    expect(failed).toMatchObject({ name: 'ConnectError', code: 'ECONNREFUSED', syscall: 'connect' });
    const { port } = host;
    expect(failed.errors).toMatchObject([
      { code: 'ECONNREFUSED', address: '127.0.0.2', port },
      { code: 'ECONNREFUSED', address: '127.0.0.1', port },
    ]);
    const [, open] = scene.listener();
    await scene.loop.sockConnect(client, { host: '127.0.0.1', port: open });
  });

  test('C22 C25 has the socket for itself to its end, and leaves it as it was when it is aborted', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '127.0.0.2': 'refuses', '127.0.0.1': 'drops' });
    let answer = () => {};
    found(host, new Promise<void>((resolve) => (answer = resolve)));
    const client = scene.keep(new Socket('inet'));
    const controller = new AbortController();
    const { signal } = controller;
    const waiting = rejection(scene.loop.sockConnect(client, { host: NAME, port: host.port }, { signal }));
    const another = () => rejection(scene.loop.sockConnect(client, { host: '127.0.0.1', port: host.port }));
    expect(await another()).toMatchObject({ code: 'ERR_BUSY' });
    answer();
    for (let round = 0; round < 20; round++) {
      expect(await another()).toMatchObject({ code: 'ERR_BUSY' });
      await rounds(1);
    }
    controller.abort();
    expect(await waiting).toMatchObject({ code: 'ABORT_ERR' });
    const [, port] = scene.listener();
    await scene.loop.sockConnect(client, { host: '127.0.0.1', port });
  });

  test('L10 C26 ends once with its signal, its socket or its loop, at whatever moment', async () => {
    const endings = {
      ABORT_ERR: (_scene: Scene, _client: Socket, controller: AbortController) => controller.abort(),
      ERR_SOCKET_CLOSED: (_scene: Scene, client: Socket) => client.close(),
      ERR_LOOP_CLOSED: (scene: Scene) => scene.loop.close(),
    };
    for (const [code, end] of Object.entries(endings)) {
      for (let moment = 0; moment < 12; moment++) {
        using scene = new Scene(backend);
        const host = await Host.begin(scene, { '127.0.0.2': 'refuses', '127.0.0.1': 'drops' });
        found(host, moment % 2 === 0 ? undefined : new Promise(setImmediate));
        const before = openSockets();
        const client = new Socket('inet');
        const controller = new AbortController();
        const { signal } = controller;
        const settled: unknown[] = [];
        scene.loop.sockConnect(client, { host: NAME, port: host.port }, { signal }).then(
          () => settled.push('connected'),
          (error) => settled.push(error.code),
        );
        await rounds(moment >> 1);
        end(scene, client, controller);
        await until(() => settled.length > 0);
        await rounds();
        client.close();
        expect([settled, openSockets()]).toEqual([[code], before]);
      }
    }
  });
});
