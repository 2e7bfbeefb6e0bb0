/**
 * A driver for PostgreSQL over libpq, the C library: `npm install koffi`, then
 * `node examples/libpq.js 'host=/var/run/postgresql dbname=postgres' 'select 1 as one'`. With a second statement `listen news` it goes
 * on and prints what others notify. libpq reads and writes its socket by itself and never waits; the loop tells it when to.
 */
import { pathToFileURL } from 'node:url';
import koffi from 'koffi';
import { Loop } from 'readyloop';

const library = koffi.load('libpq.so.5');
const pq = Object.fromEntries(
  [
    'void *PQconnectStart(const char *conninfo)',
    'int PQconnectPoll(void *conn)',
    'int PQstatus(void *conn)',
    'int PQsocket(void *conn)',
    'const char *PQerrorMessage(void *conn)',
    'void PQfinish(void *conn)',
    'int PQsetnonblocking(void *conn, int on)',
    'int PQsendQuery(void *conn, const char *text)',
    'int PQflush(void *conn)',
    'int PQconsumeInput(void *conn)',
    'int PQisBusy(void *conn)',
    'void *PQgetResult(void *conn)',
    'const char *PQresultErrorMessage(void *result)',
    'int PQntuples(void *result)',
    'int PQnfields(void *result)',
    'const char *PQfname(void *result, int column)',
    'const char *PQgetvalue(void *result, int row, int column)',
    'int PQgetisnull(void *result, int row, int column)',
    'void PQclear(void *result)',
    'void *PQnotifies(void *conn)',
    'void PQfreemem(void *memory)',
  ].map((prototype) => [/PQ(\w+)/.exec(prototype)[1], library.func(prototype)]),
);
const Notification = koffi.struct({ channel: 'const char *', pid: 'int', payload: 'const char *' });

const CONNECTION_BAD = 1;
/** What PQconnectPoll wants. */
const [FAILED, READING, WRITING, OK] = [0, 1, 2, 3];

export class Connection {
  /** Is called with `{ channel, pid, payload }` of each notification. */
  onNotification = () => {};
  #loop;
  #conn;
  #fd;
  /** The query that has been sent: its result so far, and who waits for it. */
  #query;
  /** Settles when the query before has. */
  #turn = Promise.resolve();

  /**
   * @param conninfo as libpq has it; of a host that is a name libpq waits for the lookup, and all else with it: rather use `hostaddr`
   */
  static async connect(loop, conninfo) {
    const conn = pq.connectStart(conninfo);
    try {
      // Each wait is for one time: nothing of the loop's is left when libpq closes the socket and tries another address.
      let wanted = pq.status(conn) === CONNECTION_BAD ? FAILED : WRITING;
      while (wanted !== OK) {
        if (wanted === FAILED) throw new Error(pq.errorMessage(conn).trim());
        const fd = pq.socket(conn);
        await (wanted === READING ? loop.readable(fd) : loop.writable(fd));
        wanted = pq.connectPoll(conn);
      }
      pq.setnonblocking(conn, 1);
    } catch (error) {
      pq.finish(conn);
      throw error;
    }
    return new Connection(loop, conn);
  }

  constructor(loop, conn) {
    this.#loop = loop;
    this.#conn = conn;
    this.#fd = pq.socket(conn);
    // Between queries, too: notifications come at any time, and so does the end.
    loop.addReader(this.#fd, () => this.#receive());
  }

  /** @returns the rows, as objects of texts and nulls; queries are sent one after the other */
  query(text) {
    const result = this.#turn.then(() => this.#send(text));
    this.#turn = result.catch(() => {});
    return result;
  }

  close() {
    this.#end(new Error('the connection was closed'));
  }

  #send(text) {
    return new Promise((resolve, reject) => {
      if (this.#conn === undefined) throw new Error('the connection is closed');
      this.#query = { rows: [], error: undefined, resolve, reject };
      pq.sendQuery(this.#conn, text) ? this.#flush() : this.#fail();
    });
  }

  /** Sends what libpq keeps of a long query; a writer stands only as long as there is some. */
  #flush() {
    const left = pq.flush(this.#conn);
    if (left < 0) this.#fail();
    else if (left > 0) this.#loop.addWriter(this.#fd, () => this.#flush());
    else this.#loop.removeWriter(this.#fd);
  }

  #receive() {
    if (!pq.consumeInput(this.#conn)) return this.#fail();
    while (this.#query !== undefined && !pq.isBusy(this.#conn)) this.#take(pq.getResult(this.#conn));
    for (let memory = pq.notifies(this.#conn); memory !== null; memory = pq.notifies(this.#conn)) {
      const notification = koffi.decode(memory, Notification);
      pq.freemem(memory);
      this.onNotification(notification);
      if (this.#conn === undefined) return; // it was closed there
    }
  }

  /** A result of the query; null is the last. */
  #take(result) {
    const query = this.#query;
    if (result === null) {
      this.#query = undefined;
      query.error === undefined ? query.resolve(query.rows) : query.reject(query.error);
      return;
    }
    const message = pq.resultErrorMessage(result);
    if (message !== '') query.error = new Error(message.trim());
    const names = Array.from({ length: pq.nfields(result) }, (_, column) => pq.fname(result, column));
    for (let row = 0; row < pq.ntuples(result); row++) {
      const value = (column) => (pq.getisnull(result, row, column) ? null : pq.getvalue(result, row, column));
      query.rows.push(Object.fromEntries(names.map((name, column) => [name, value(column)])));
    }
    pq.clear(result);
  }

  /** libpq may have closed its socket, in the very call that failed: the loop lets go of it before anything else can have the number. */
  #fail() {
    this.#end(new Error(pq.errorMessage(this.#conn).trim()));
  }

  /** The loop lets go of the descriptor first, for PQfinish closes it. */
  #end(error) {
    if (this.#conn === undefined) return;
    this.#loop.removeReader(this.#fd);
    this.#loop.removeWriter(this.#fd);
    pq.finish(this.#conn);
    this.#conn = undefined;
    this.#query?.reject(error);
    this.#query = undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [conninfo = '', ...statements] = process.argv.slice(2);
  const connection = await Connection.connect(new Loop(), conninfo);
  connection.onNotification = ({ channel, payload }) => console.log(`${channel}: ${payload}`);
  for (const statement of statements) console.table(await connection.query(statement));
  if (!statements.some((statement) => /^listen/i.test(statement))) connection.close();
}
