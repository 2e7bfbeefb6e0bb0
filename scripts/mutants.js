import { readFileSync } from 'node:fs';
import { Failure } from './failure.js';
import { builtName } from './platform.js';

const RUST = /\.rs$/;
const TESTS = /(^|\/)(tests?|fixture|scenarios|interleavings|fake|panics|faults|testing)(\.rs|\/)/;

/** A step of a look: of one that `builds`, a failure only says that a mutant does not compile. */
const builds = (command) => ({ command, builds: true });
const tests = (command) => ({ command, builds: false });
const vitest = (...paths) => tests(['npx vitest run --bail=1 --maxWorkers=1 --reporter=dot', ...paths].join(' '));

/** The look of one test file alone. */
export const lookOf = (test) => () => [vitest(test)];

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
const COMPILE = 'npx tsc -p tsconfig.build.json --noCheck';
/** But what no test notices the compiler may refuse: a table of names that has `false` in it. */
const CHECK = 'npx tsc -p tsconfig.build.json --noEmit --noUnusedLocals false --noUnusedParameters false';

function testsOf(file) {
  const room = file.split('/')[1];
  // What is received stands at another place on tokio.
  return [builds(COMPILE), vitest(...(room === 'sockets' ? [] : ONCE), `src/${room}/`, ...NEAREST[room])];
}

const ENGINE = '--manifest-path native/Cargo.toml -p readyloop-engine --all-features';
const engineTests = [builds(`cargo test ${ENGINE} --no-run`), tests(`cargo test ${ENGINE}`)];

/** What the engine's threads share, judged by every interleaving of them: see interleave.js. */
const SHARED = /engine\/src\/(remote|shm|sync)/;
const INTERLEAVE = 'env RUSTFLAGS=--cfg=interleave cargo test --release --target-dir native/target/interleave';
const interleavings = [
  builds(`${INTERLEAVE} --manifest-path native/Cargo.toml -p readyloop-engine --lib --no-run`),
  tests(`${INTERLEAVE} --manifest-path native/Cargo.toml -p readyloop-engine --lib interleavings`),
];

/** The addon is not optimized, for that is most of a build; and stands in the place of both, of the one for tests and the other. */
function addon() {
  const name = builtName(readFileSync(new URL('../native/addon/binding.cjs', import.meta.url), 'utf8'));
  return [
    builds('cargo build --quiet --manifest-path native/addon/Cargo.toml --profile mutant --features testing'),
    builds(`cp native/target/mutant/libreadyloop_addon.so native/addon/${name}`),
    builds(`cp native/target/mutant/libreadyloop_addon.so native/addon/testing/${name}`),
  ];
}

/** What is over in a moment and goes through all of the addon. */
const QUICK = [
  ...rules('callbacks order stop wake.test operations reads.test'),
  ...transports('protocols reads-into liveness'),
  'properties/diagnostics/diagnostics',
];

/**
 * Whose code is changed, and how often that is looked at until somebody notices: first by the tests that are quick and nearest to
 * the file, then by all that may see it. Each look is what is done one after the other.
 */
const FOLDERS = {
  src: {
    paths: Object.keys(NEAREST).map((room) => `src/${room}`),
    files: /\.ts$/,
    not: /\.test\.ts$|classes\.ts$/,
    looks: [testsOf, () => [builds(CHECK)]],
  },
  'native/engine': {
    paths: ['native/engine/src'],
    files: RUST,
    not: TESTS,
    looks: [
      () => engineTests,
      (file) => (SHARED.test(file) ? interleavings : []),
      () => [...addon(), vitest(...QUICK, 'properties/faults/', ...exits('traces whole-traces'))],
      () => [...addon(), vitest('properties/rules/')],
    ],
  },
  'native/addon': {
    paths: ['native/addon/src/runner', 'native/addon/src/owned.rs', 'native/addon/src/backend'],
    files: RUST,
    not: TESTS,
    looks: [
      () => [...addon(), vitest(...QUICK)],
      () => [...addon(), vitest('properties/exits/', 'properties/hostile/', 'properties/faults/')],
      () => [...addon(), vitest('properties/rules/')],
    ],
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
  [/(?<!,|\bmove) \|\| /, ' && '],
  [/ \+ 1\b/, ' + 2'],
  [/ - 1\b/, ' - 0'],
  [/\btrue\b(?! =>)/, 'false'],
  [/\bfalse\b(?! =>)/, 'true'],
  [/([(=] ?|if )!(?=[a-z(])/, '$1'],
  // A statement that does something and answers nothing is left out.
  [/^(\s+)(?:this|self|[a-z][\w.#?]*)\.[\w.#?]+\(.*\);$/, '$1'],
];

/** All mutants of a file. Comments, imports and what stands behind the `#[cfg(test)]` of a module are nobody's behaviour. */
export function mutantsOf(file, text) {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => /^#\[cfg\((all\()?test\b/.test(line));
  return lines.slice(0, end < 0 ? lines.length : end).flatMap((from, index) => {
    if (/^\s*(\/\/|\*|\/\*|import|export (\*|\{)|use |#\[|debug_assert)/.test(from)) return [];
    return CHANGES.filter(([what]) => what.test(from)).map(([what, by]) => {
      const to = from.replace(what, by);
      return { file, line: index + 1, from, to, source: lines.with(index, to).join('\n') };
    });
  });
}

/** Whether a list means a mutant, which it names by the text of its line. */
export function isNamed(mutant, { file, from, to }) {
  return mutant.file === file && mutant.from.trim() === from && mutant.to.trim() === to;
}

/** The mutant that a list names. */
export function placeOf(named, text) {
  const { file, from, to } = named;
  const found = mutantsOf(file, text).find((one) => isNamed(one, named));
  if (found !== undefined) return found;
  throw new Failure(
    'ERR_NO_MUTANT',
    `${file} has no mutant \`${from}\`  ->  \`${to}\` any more`,
    'Choose another one.',
  );
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

/** The part `i/n` of all: each is in one, and neighbours, which take as long as each other, are in different ones. */
export function shardOf(all, shard) {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(shard)?.map(Number) ?? [];
  if (!(part >= 1 && part <= parts)) {
    throw new Failure('ERR_USAGE', `${shard} is no part of a whole`, 'Say which of how many: --shard 1/10.');
  }
  return all.filter((_, index) => index % parts === part - 1);
}
