/** Mutants that no test notices, and why none does. `equivalent`: there is nothing to notice. */
export const SURVIVORS = [
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

export function survivorFor({ file, from, to }) {
  return SURVIVORS.find((one) => one.file === file && one.from === from.trim() && one.to === to.trim());
}
