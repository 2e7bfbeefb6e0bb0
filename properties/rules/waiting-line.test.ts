import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../model/index.js';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene, sleep } from '../support/scene.js';
import { TraceFile } from '../support/trace-file.js';

/** The listener of a path whose queue holds one connection, and a way to connect to it. */
function listening(scene: Scene): {
  path: string;
  listener: Socket;
  connect(signal?: AbortSignal): [Socket, Promise<void>];
} {
  const path = `\0readyloop-line-${process.pid}-${Math.random()}`;
  const listener = scene.keep(new Socket('unix'));
  listener.bind({ path });
  listener.listen(0);
  return {
    path,
    listener,
    connect(signal) {
      const client = scene.keep(new Socket('unix'));
      return [client, scene.loop.sockConnect(client, { path }, { signal })];
    },
  };
}

/** What settles is logged, under this name. */
function logged(scene: Scene, name: string, promise: Promise<unknown>): Promise<void> {
  return promise.then(scene.logs(name), () => {});
}

describe.each(backends)('connects that wait for a place in the queue of a unix listener, on %s:', (backend) => {
  test('L19 twenty get in within two seconds where somebody accepts', async () => {
    using scene = new Scene(backend);
    const { listener, connect } = listening(scene);
    const began = performance.now();
    const accepting = (async () => {
      for (let i = 0; i < 20; i++) {
        scene.keep((await scene.loop.sockAccept(listener))[0]);
      }
    })();
    await Promise.all(Array.from({ length: 20 }, () => connect()[1]));
    expect(performance.now() - began).toBeLessThan(2000);
    await accepting;
  });

  test('L17 where nobody accepts, the path is asked at most twenty times a second, however many wait', async () => {
    using file = new TraceFile();
    const scene = new Scene(backend, { trace: file.path });
    const { connect } = listening(scene);
    const settled = Array.from({ length: 20 }, () => rejection(connect()[1]).catch(() => {}));
    const began = performance.now();
    await sleep(1000);
    scene[Symbol.dispose]();
    const asked = (await file.calls()).filter((call) => call === 'connect').length;
    const periods = (performance.now() - began) / 50;
    await Promise.all(settled);
    // The one that found the place, the one that found none, and one for each period.
    expect(asked).toBeLessThanOrEqual(2 + Math.ceil(periods));
    expect(asked).toBeGreaterThan(4);
    expect(await validateTrace(file.path)).not.toHaveProperty('firstWrong');
  });

  test('L10 one that is connected is told so, whoever waits', async () => {
    using scene = new Scene(backend);
    const { path, connect } = listening(scene);
    const [connected, done] = connect();
    await done;
    connect()[1].catch(() => {}); // waits until the loop is closed
    await rounds();
    expect(await rejection(scene.loop.sockConnect(connected, { path }))).toMatchObject({ code: 'EISCONN' });
  });

  test('L19 a place is used soon after it was freed, however long that took', async () => {
    using scene = new Scene(backend);
    const { listener, connect } = listening(scene);
    await connect()[1];
    const [, waiting] = connect();
    await sleep(700); // a back-off that doubles would pause for half a second by now
    const freed = performance.now();
    scene.keep((await scene.loop.sockAccept(listener))[0]);
    await waiting;
    expect(performance.now() - freed).toBeLessThan(250);
  });

  test('L19 nobody is overtaken, neither by who came later nor by who comes when a place is free', async () => {
    using scene = new Scene(backend);
    const { listener, connect } = listening(scene);
    await connect()[1];
    const all = Array.from({ length: 5 }, (_, i) => logged(scene, `${i}`, connect()[1]));
    await rounds();
    const accepting = (async () => {
      scene.keep((await scene.loop.sockAccept(listener))[0]);
      all.push(logged(scene, 'late', connect()[1]));
      for (let i = 0; i < 6; i++) {
        scene.keep((await scene.loop.sockAccept(listener))[0]);
      }
    })();
    await accepting;
    await Promise.all(all);
    expect(scene.log).toEqual(['0', '1', '2', '3', '4', 'late']);
  });

  test.each<[string, (client: Socket, controller: AbortController) => void]>([
    ['is aborted', (_, controller) => controller.abort()],
    ['is closed', (client) => client.close()],
  ])('L19 if the first of them %s, the next one takes its place in time', async (_, end) => {
    using scene = new Scene(backend);
    const { listener, connect } = listening(scene);
    await connect()[1];
    const controller = new AbortController();
    const [client, first] = connect(controller.signal);
    const [, second] = connect();
    const gone = rejection(first);
    await rounds();
    end(client, controller);
    await gone;
    scene.keep((await scene.loop.sockAccept(listener))[0]);
    await second;
    scene.keep((await scene.loop.sockAccept(listener))[0]);
    const [, third] = connect();
    await third;
  });

  test('C24 all of them hear that the listener is gone', async () => {
    using scene = new Scene(backend);
    const { listener, connect } = listening(scene);
    await connect()[1];
    const all = Array.from({ length: 5 }, () => rejection(connect()[1]));
    await rounds();
    listener.close();
    for (const error of await Promise.all(all)) {
      expect(error).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
    }
  });

  test('L10 a loop that is closed rejects all of them', async () => {
    using scene = new Scene(backend);
    const { connect } = listening(scene);
    await connect()[1];
    const all = Array.from({ length: 5 }, () => rejection(connect()[1]));
    await rounds();
    scene.loop.close();
    for (const error of await Promise.all(all)) {
      expect(error).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    }
  });

  test('L19 who waits for one path holds nobody up who goes to another', async () => {
    using scene = new Scene(backend);
    const [full, free] = [listening(scene), listening(scene)];
    await full.connect()[1];
    const waiting = rejection(full.connect()[1]);
    await rounds();
    await free.connect()[1];
    scene.loop.close();
    await waiting;
  });
});

describe.each(backends)('senders that wait for room in the queue of a unix receiver, on %s:', (backend) => {
  /** A receiver of datagrams, and a sender that has filled its queue. */
  async function crowded(scene: Scene): Promise<{ receiver: Socket; path: string }> {
    const path = `\0readyloop-room-${process.pid}-${Math.random()}`;
    const receiver = scene.keep(new Socket('unix', 'dgram'));
    receiver.bind({ path });
    const crowd = scene.keep(new Socket('unix', 'dgram'));
    let sent = 0;
    const controller = new AbortController();
    const filling = (async () => {
      for (; ; sent++) {
        await scene.loop.sockSendto(crowd, Buffer.from('crowd'), { path }, { signal: controller.signal });
      }
    })();
    filling.catch(() => {});
    for (let before = -1; before !== sent; ) {
      before = sent;
      await sleep(20);
    }
    controller.abort();
    await rejection(filling);
    return { receiver, path };
  }

  test('L19 room is used soon after it was made, however long that took', async () => {
    using scene = new Scene(backend);
    const { receiver, path } = await crowded(scene);
    const sender = scene.keep(new Socket('unix', 'dgram'));
    const sending = scene.loop.sockSendto(sender, Buffer.from('late'), { path });
    await sleep(700);
    const freed = performance.now();
    await scene.loop.sockRecvfrom(receiver, 10);
    await sending;
    expect(performance.now() - freed).toBeLessThan(250);
  });

  test('L19 a sender that goes on and on overtakes none that waits more than once', async () => {
    using scene = new Scene(backend);
    const { receiver, path } = await crowded(scene);
    const senders = Array.from({ length: 4 }, () => scene.keep(new Socket('unix', 'dgram')));
    let ends = false;
    const sending = senders.map(async (sender, i) => {
      while (!ends) {
        await scene.loop.sockSendto(sender, Buffer.from(`${i}`), { path });
      }
    });
    for (const one of sending) one.catch(() => {});
    const received: string[] = [];
    while (received.length < 100) {
      const [data] = await scene.loop.sockRecvfrom(receiver, 10);
      if (String(data) !== 'crowd') received.push(String(data));
    }
    ends = true;
    scene.loop.close();
    const shares = senders.map((_, i) => received.filter((one) => one === `${i}`).length);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(12);
  });

  test('L19 a sender whose own memory is used up holds up none that goes to the same receiver', async () => {
    using scene = new Scene(backend);
    const path = () => `\0readyloop-room-${process.pid}-${Math.random()}`;
    const [deaf, alive] = [path(), path()];
    const socket = () => scene.keep(new Socket('unix', 'dgram'));
    const [unread, receiver, stuck, sender] = [socket(), socket(), socket(), socket()];
    unread.bind({ path: deaf });
    receiver.bind({ path: alive });
    // All its memory is in datagrams that nobody reads: it has room for none, wherever it goes.
    const controller = new AbortController();
    const filling = rejection(
      (async () => {
        for (;;)
          await scene.loop.sockSendto(stuck, Buffer.alloc(100_000), { path: deaf }, { signal: controller.signal });
      })(),
    );
    await sleep(50);
    controller.abort();
    await filling;
    const waiting = logged(
      scene,
      'the one without memory',
      scene.loop.sockSendto(stuck, Buffer.from('x'), { path: alive }),
    );
    await rounds();
    const began = performance.now();
    const reading = (async () => {
      for (let i = 0; i < 50; i++) await scene.loop.sockRecvfrom(receiver, 10);
    })();
    for (let i = 0; i < 50; i++) await scene.loop.sockSendto(sender, Buffer.from('x'), { path: alive });
    await reading;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(scene.log).toEqual([]);
    scene.loop.close();
    await waiting;
  });
});

describe.each(backends)('an accept that waits for a descriptor, on %s:', (backend) => {
  test('L9 has the one that was freed soon, however long that took', async () => {
    using scene = new Scene(backend);
    scene.loop.setExceptionHandler(scene.logs('the limit is told'));
    const [listener, port] = scene.listener();
    const accepting = scene.loop.sockAccept(listener);
    const client = scene.keep(new Socket('inet'));
    const before = probe.limitDescriptors(0);
    try {
      await scene.loop.sockConnect(client, { host: '127.0.0.1', port });
      await sleep(750); // a pause that doubles would be one of 800 ms by now
    } finally {
      probe.limitDescriptors(before);
    }
    const freed = performance.now();
    scene.keep((await accepting)[0]);
    expect(performance.now() - freed).toBeLessThan(250);
    expect(scene.log).toEqual(['the limit is told']);
  });
});
