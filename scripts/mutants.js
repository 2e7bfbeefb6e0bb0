import { Failure } from './failure.js';

const vitest = (...args) => ['npx', 'vitest', 'run', '--bail=1', '--maxWorkers=1', '--reporter=dot', ...args];
const RUST = /\.rs$/;
const TESTS = /(^|\/)(tests?|fixture|scenarios|interleavings|fake|panics|faults|testing)(\.rs|\/)/;

const below = (folder) => (names) => names.split(' ').map((name) => `properties/${folder}/${name}`);
const rules = below('rules');
const transports = below('rules/transports');
const exits = below('exits');

/** What is nearest to a room of src, beside its own tests. */
const NEAREST = {
  connecting: [...rules('connect create-connection'), ...transports('outgoing unix-connect')],
  errors: [...rules('callbacks faults forbidden options'), 'properties/diagnostics/telling-errors'],
  loop: [
    ...rules('callbacks faults order stop waits identity options process'),
    ...exits('dropped owners other-loop whole-traces'),
  ],
  servers: transports('servers accepting unix.test'),
  sockets: [
    ...rules('operations accept.test connect.test datagrams reads timeouts transports/unix.test'),
    ...exits('owners'),
    'properties/diagnostics/diagnostics',
  ],
  streams: transports('streams'),
  transports: [
    ...transports('accepting buffered closing handover owned protocols reads-into throwing writing'),
    'properties/diagnostics/diagnostics',
  ],
};

/** Nearly all of src is the same on both backends, and over all that carries a connection. */
const ONCE = ['-t', '^(?!.*(on.tokio|over.unix,.on.mio):)'];

/** Who is started by a test runs what stands in dist. Types are nobody's test. */
const COMPILE = 'npx tsc -p tsconfig.build.json --noCheck'.split(' ');

function testsOf(file) {
  const room = file.split('/')[1];
  // What is received stands at another place on tokio.
  return vitest(...(room === 'sockets' ? [] : ONCE), `src/${room}/`, ...NEAREST[room]);
}

/** Whose code is changed, and the tests of a file that are to notice: those that are quick and nearest to it. */
const FOLDERS = {
  src: {
    paths: Object.keys(NEAREST).map((room) => `src/${room}`),
    files: /\.ts$/,
    not: /\.test\.ts$|classes\.ts$/,
    build: COMPILE,
    test: testsOf,
  },
  'native/engine': {
    paths: ['native/engine/src'],
    files: RUST,
    not: TESTS,
    build: [],
    test: () => 'cargo test --quiet --manifest-path native/Cargo.toml -p readyloop-engine --all-features'.split(' '),
  },
  'native/addon': {
    paths: ['native/addon/src/runner', 'native/addon/src/owned.rs', 'native/addon/src/backend'],
    files: RUST,
    not: TESTS,
    build: ['npm', 'run', '--silent', 'build:native:testing'],
    test: () =>
      vitest('properties/rules', 'properties/exits/owners', 'properties/exits/dropped', 'properties/exits/other-loop'),
  },
};

export function foldersOf(name) {
  if (name === undefined) return Object.entries(FOLDERS);
  if (FOLDERS[name] !== undefined) return [[name, FOLDERS[name]]];
  const known = Object.keys(FOLDERS).join(', ');
  throw new Failure('ERR_USAGE', `no folder is called ${name}`, `Name one of ${known}.`);
}

/** What is done to a line: each of these at each place that it fits, one at a time. */
const CHANGES = [
  [/ === /, ' !== '],
  [/ !== /, ' === '],
  [/ == /, ' != '],
  [/ != /, ' == '],
  [/ < /, ' <= '],
  [/ > /, ' >= '],
  [/ <= /, ' < '],
  [/ >= /, ' > '],
  [/ && /, ' || '],
  [/ \|\| /, ' && '],
  [/ \+ 1\b/, ' + 2'],
  [/ - 1\b/, ' - 0'],
  [/\btrue\b/, 'false'],
  [/\bfalse\b/, 'true'],
  [/([(=] ?|if )!(?=[a-z(])/, '$1'],
  // A statement that does something and answers nothing is left out.
  [/^(\s+)(?:this|self|[a-z][\w.#?]*)\.[\w.#?]+\(.*\);$/, '$1'],
];

/** All mutants of a file. Comments, imports and what stands behind `#[cfg(test)]` are nobody's behaviour. */
export function mutantsOf(file, text) {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.startsWith('#[cfg(test)]'));
  return lines.slice(0, end < 0 ? lines.length : end).flatMap((from, index) => {
    if (/^\s*(\/\/|\*|\/\*|import|export (\*|\{)|use |#\[|debug_assert)/.test(from)) return [];
    return CHANGES.filter(([what]) => what.test(from)).map(([what, by]) => {
      const to = from.replace(what, by);
      return { file, line: index + 1, from, to, source: lines.with(index, to).join('\n') };
    });
  });
}

/** So many of them, which follow from the seed (mulberry32). */
export function sampleOf(all, count, seed) {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const left = [...all];
  const chosen = [];
  while (chosen.length < count && left.length > 0) {
    chosen.push(...left.splice(Math.floor(fraction() * left.length), 1));
  }
  return chosen;
}
