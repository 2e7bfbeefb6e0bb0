/**
 * A small HTTP/1.1 server: `node examples/http-server.js 8080`, then `curl http://127.0.0.1:8080/`. It answers GET with a line,
 * POST with what was posted, and keeps a connection for the next request; requests may come in any pieces, and several at once.
 */
import { Loop } from 'readyloop';

const MOST_HEAD_BYTES = 16_384;
const MOST_BODY_BYTES = 16_000_000;
const HEAD_END = '\r\n\r\n';

/** The next request of what has come, and how many bytes it is; null if some of it is still to come. */
function parse(bytes) {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) {
    if (bytes.length > MOST_HEAD_BYTES) throw new Error('431 Request Header Fields Too Large');
    return null;
  }
  const [line, ...fields] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, method, path, version] = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/.exec(line) ?? [];
  if (method === undefined) throw new Error('400 Bad Request');
  const headers = new Map(fields.map((field) => [field.split(':', 1)[0].toLowerCase(), field.replace(/^.*?:\s*/, '')]));
  if (headers.has('transfer-encoding')) throw new Error('501 Not Implemented');
  const length = Number(headers.get('content-length') ?? 0);
  if (!Number.isInteger(length) || length < 0) throw new Error('400 Bad Request');
  if (length > MOST_BODY_BYTES) throw new Error('413 Content Too Large');
  const begin = end + HEAD_END.length;
  if (bytes.length < begin + length) return null;
  const body = bytes.subarray(begin, begin + length);
  const keep = (headers.get('connection') ?? (version === '1' ? 'keep-alive' : 'close')).toLowerCase() === 'keep-alive';
  return { method, path, body, keep, size: begin + length };
}

function answer(transport, status, body, { keep = false, head = false } = {}) {
  transport.writelines([
    `HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\nconnection: ${keep ? 'keep-alive' : 'close'}\r\n\r\n`,
    head ? '' : body,
  ]);
  if (!keep) transport.close();
}

function serve(transport, { method, path, body, keep }) {
  const found = method === 'POST' ? body : Buffer.from(`You asked for ${path}\n`);
  if (['GET', 'HEAD', 'POST'].includes(method)) {
    answer(transport, '200 OK', found, { keep, head: method === 'HEAD' });
  } else {
    answer(transport, '405 Method Not Allowed', Buffer.from('What is that?\n'), { keep });
  }
}

/** One handler for all connections; what has come of a request is in the connection's `data`. */
const http = {
  connectionMade(transport) {
    transport.data = Buffer.alloc(0);
    transport.setTimeout(30_000);
  },

  dataReceived(data, transport) {
    let bytes = transport.data.length === 0 ? data : Buffer.concat([transport.data, data]);
    try {
      for (let request = parse(bytes); request !== null && !transport.isClosing(); request = parse(bytes)) {
        serve(transport, request);
        bytes = bytes.subarray(request.size);
      }
    } catch (error) {
      answer(transport, error.message, Buffer.from(`${error.message}\n`));
    }
    transport.data = bytes;
  },

  // A client that asks faster than it reads is not heard until it has read.
  pauseWriting: (transport) => transport.pauseReading(),
  resumeWriting: (transport) => transport.resumeReading(),
};

const loop = new Loop({ backend: process.env.BACKEND ?? 'mio' });
const server = await loop.createServer(http, { host: '127.0.0.1', port: Number(process.argv[2] ?? 0) });
const [socket] = server.sockets;
console.log(`listening on port ${socket.getsockname().port}`);

process.once('SIGTERM', async () => {
  server.closeClients(); // when all that was written has left
  await server.waitClosed();
  loop.close();
});
