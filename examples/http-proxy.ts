/**
 * A proxy for HTTP: `node dist/examples/http-proxy.js 8080`, then `curl -p -x http://127.0.0.1:8080 http://localhost:3000`. A client
 * says whom it wants (`CONNECT host:port`, as browsers do for https), and from then on both sides are joined, each way by itself.
 * Nothing is kept of either: who reads slowly slows down who sends.
 */
import { Loop, type StreamReader, type StreamWriter } from 'readyloop';

/** How long a client may take to say what it wants, and how long connecting may. */
const HEAD_MS = 10_000;
const CONNECT_MS = 10_000;
/** How much of a head is read, and how much is passed on at a time. */
const HEAD_MAX = 16_384;
const PART = 65_536;

const loop = new Loop({ backend: process.env.BACKEND === 'tokio' ? 'tokio' : 'mio' });

/** Passes on what comes, and the end of it. */
async function pipe(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for (let part = await reader.read(PART); part.length > 0; part = await reader.read(PART)) {
    writer.write(part);
    await writer.drain();
  }
  writer.writeEof();
}

/** Whom the head of a request asks for. */
function wanted(head: string): { host: string; port: number } | undefined {
  const [, host, name, port] = /^CONNECT (?:\[([\da-f:.]+)\]|([^\s:]+)):(\d{1,5}) HTTP\/1\.[01]\r\n/i.exec(head) ?? [];
  return port === undefined || Number(port) > 65_535 ? undefined : { host: host ?? name ?? '', port: Number(port) };
}

function refuse(writer: StreamWriter, status: string): void {
  writer.write(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  writer.close();
}

async function serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
  let head: string;
  try {
    const signal = AbortSignal.timeout(HEAD_MS);
    head = await reader.readuntil('\r\n\r\n', { encoding: 'latin1', signal });
  } catch {
    return refuse(writer, '400 Bad Request');
  }
  const whom = wanted(head);
  if (whom === undefined) return refuse(writer, '405 Method Not Allowed');
  let others: [StreamReader, StreamWriter];
  try {
    others = await loop.openConnection({ ...whom, timeout: CONNECT_MS });
  } catch {
    return refuse(writer, '502 Bad Gateway');
  }
  const [otherReader, otherWriter] = others;
  writer.write('HTTP/1.1 200 Connection established\r\n\r\n');
  try {
    await Promise.all([pipe(reader, otherWriter), pipe(otherReader, writer)]);
    writer.close();
    otherWriter.close();
  } catch {
    // One side broke off: so does the other.
    writer.transport.abort({ reset: true });
    otherWriter.transport.abort({ reset: true });
  }
}

const proxy = await loop.startServer(serve, {
  host: '127.0.0.1',
  port: Number(process.argv[2] ?? 0),
  limit: HEAD_MAX,
});
const [name] = proxy.sockets.map((socket) => socket.getsockname());
if (name !== undefined && 'port' in name) console.log(`listening on port ${name.port}`);
