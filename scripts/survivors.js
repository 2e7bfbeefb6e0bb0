import { isNamed } from './mutants.js';

/** Mutants that no test notices, and why none does. `equivalent`: there is nothing to notice. */
export const SURVIVORS = [
  {
    file: 'src/sockets/socket-file.ts',
    from: 'return false; // as who may not write the folder: the file is stale then, and the next server finds it so',
    to: 'return true; // as who may not write the folder: the file is stale then, and the next server finds it so',
    equivalent: true,
    why: 'to listen is tried again, and meets the same EADDRINUSE',
  },
  {
    file: 'src/servers/arrivals.ts',
    from: 'this.#readers.clear();',
    to: '',
    equivalent: true,
    why: 'nothing comes behind the end, and to end readers again does nothing',
  },
  {
    file: 'src/transports/connection.ts',
    from: 'this.forget();',
    to: '',
    equivalent: false,
    why: "memory that was given for what is over stays another's: whoever gives it next is not read into ahead of his turn",
  },
  {
    file: 'native/addon/src/backend/here.rs',
    from: 'engine.hear(Told { what, slot: id, operation, error: 0, value });',
    to: '',
    equivalent: false,
    why: 'only where Node can hold no value that was lent, of which no test can make it short; the trace would not validate',
  },
  {
    file: 'native/addon/src/runner/called.rs',
    from: 'self.js.forget(false);',
    to: 'self.js.forget(true);',
    equivalent: true,
    why: 'references are given back in the hook of the environment that ends, which gives them back behind it otherwise',
  },
];

export function survivorFor(mutant) {
  return SURVIVORS.find((one) => isNamed(mutant, one));
}
