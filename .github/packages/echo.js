import { Loop } from 'readyloop';

/** An echo and a timer on each backend, which have to end by themselves. */
for (const backend of ['mio', 'tokio']) {
  const loop = new Loop({ backend });
  const echo = { dataReceived: (data, transport) => transport.write(data) };
  const server = await loop.createServer(echo, { host: '127.0.0.1', port: 0 });
  const { port } = server.sockets[0].getsockname();
  const [reader, writer] = await loop.openConnection({ host: '127.0.0.1', port });
  writer.write('hello\n');
  const line = await reader.readline({ encoding: 'utf8' });
  if (line !== 'hello\n') throw new Error(`the echo on ${backend} is ${JSON.stringify(line)}`);
  await new Promise((resolve) => loop.callLater(10, resolve));
  loop.close();
  console.log(`${backend} echoes on ${process.platform}-${process.arch}, Node ${process.version}`);
}
