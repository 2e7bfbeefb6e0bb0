/** Mutants of which each is noticed by one test file in a moment, one a room: whether mutants are judged at all is seen by these. */
export const SAMPLE = [
  {
    file: 'src/errors/aborts.ts',
    from: 'this.#listeners.add(listener);',
    to: '',
    test: 'src/errors/aborts.test.ts',
  },
  {
    file: 'src/loop/heap.ts',
    from: 'if (!this.#before(child, node)) {',
    to: 'if (this.#before(child, node)) {',
    test: 'src/loop/heap.test.ts',
  },
  {
    file: 'src/sockets/operations.ts',
    from: 'this.#sockets.set(fd, attached);',
    to: '',
    test: 'src/sockets/operations.test.ts',
  },
  {
    file: 'src/streams/search.ts',
    from: 'sought.from = Math.max(from, end - sought.bytes.length + 1);',
    to: 'sought.from = Math.max(from, end - sought.bytes.length + 2);',
    test: 'src/streams/unread.test.ts',
  },
  {
    file: 'src/transports/commands.ts',
    from: 'return this.#used + length <= OUTGOING_BYTES && this.#count < COMMAND_ROWS;',
    to: 'return this.#used + length < OUTGOING_BYTES && this.#count < COMMAND_ROWS;',
    test: 'src/transports/commands.test.ts',
  },
];
