/**
 * A room to talk in: `node dist/examples/chat.js 7007`, then `nc 127.0.0.1 7007` in several terminals. The first line is a name, and
 * every other goes to all. Who does not read what is said is put out, for nobody else is to wait for him, nor is it all to be kept.
 */
import { LimitOverrunError, Loop, type StreamReader, type StreamWriter } from 'readyloop';

/** How many bytes a line may have, and how many may be unsent to one who does not read. */
const LINE_MAX = 1000;
const UNSENT_MAX = 1_000_000;

const members = new Map<string, StreamWriter>();

function say(text: string): void {
  for (const [name, writer] of members) {
    writer.write(`${text}\n`);
    if (writer.transport.getWriteBufferSize() > UNSENT_MAX) {
      members.delete(name);
      writer.transport.abort();
      say(`* ${name} does not listen`);
    }
  }
}

/** A name that nobody has; undefined if there is none to come. */
async function nameOf(lines: AsyncIterator<string>, writer: StreamWriter): Promise<string | undefined> {
  writer.write('Your name?\n');
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    const name = line.value.trim();
    if (/^\w+$/.test(name) && !members.has(name)) return name;
    writer.write('Another one, please.\n');
  }
  return undefined;
}

async function talk(reader: StreamReader, writer: StreamWriter): Promise<void> {
  const lines = reader.lines({ separator: ['\n', '\r\n'] });
  const name = await nameOf(lines, writer);
  if (name === undefined) return;
  writer.write(`Here are: ${[...members.keys()].join(', ') || 'nobody'}\n`);
  members.set(name, writer);
  say(`* ${name} has come`);
  try {
    for await (const line of lines) {
      if (line !== '') say(`${name}: ${line}`);
    }
  } finally {
    if (members.get(name) === writer) {
      members.delete(name);
      say(`* ${name} has gone`);
    }
  }
}

const loop = new Loop({ backend: process.env.BACKEND === 'tokio' ? 'tokio' : 'mio' });
const server = await loop.startServer(
  async (reader, writer) => {
    try {
      await talk(reader, writer);
    } catch (error) {
      // Who breaks off is gone; who sends without an end of line is told why he is.
      if (error instanceof LimitOverrunError) writer.write('That is too long.\n');
    }
    writer.close();
  },
  { host: '127.0.0.1', port: Number(process.argv[2] ?? 0), limit: LINE_MAX },
);
const [name] = server.sockets.map((socket) => socket.getsockname());
if (name !== undefined && 'port' in name) console.log(`listening on port ${name.port}`);

process.once('SIGTERM', async () => {
  say('* good night');
  server.closeClients(); // when all that was said has left
  await server.waitClosed();
  loop.close();
});
