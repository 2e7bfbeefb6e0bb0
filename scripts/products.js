/**
 * What the jobs stand on, in the order in which it is made.
 *
 * `from` are the files a product is made from: folders or files, with the endings that count inside folders. `gives` are
 * the files that show that it is there; a `*` stands for any part of a file's name. `script` is the npm script that
 * makes it (its text counts as a source), `needs` the tool that has to be installed for it. `takes` is how many seconds
 * that takes on two cores, from nothing.
 */
export const products = {
  dependencies: {
    title: 'dependencies',
    command: ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    lock: 'package-lock.json',
    installed: 'node_modules/.package-lock.json',
  },
  native: {
    title: 'native addon',
    script: 'build:native',
    takes: 60,
    needs: 'cargo',
    from: [
      { path: 'native/engine', endings: ['.rs', '.toml'] },
      { path: 'native/addon', endings: ['.rs', '.toml'] },
      { path: 'native', endings: ['Cargo.toml', 'Cargo.lock'], shallow: true },
      { path: 'generated/rust', endings: ['.rs'] },
    ],
    gives: ['native/addon/readyloop.*.node', 'native/addon/binding.cjs'],
  },
  testing: {
    title: 'native addon for tests',
    script: 'build:native:testing',
    takes: 40,
    needs: 'cargo',
    from: 'native',
    gives: ['native/addon/testing/readyloop.*.node', 'native/addon/testing/binding.cjs'],
  },
  probe: {
    title: 'kernel probe for tests',
    script: 'build:probe',
    takes: 15,
    needs: 'cargo',
    from: [{ path: 'native/probe', endings: ['.rs', '.toml', '.lock', '.json'] }],
    gives: ['native/probe/*.node'],
  },
  checker: {
    title: 'core of the checker',
    script: 'build:checker',
    takes: 15,
    needs: 'cargo',
    // Without it the explorer in TypeScript does the same, slowly.
    optional: true,
    from: [{ path: 'native/checker', endings: ['.rs', '.toml', '.lock', '.json'] }],
    gives: ['native/checker/*.node'],
  },
  load: {
    title: 'load generator',
    script: 'build:load',
    takes: 15,
    needs: 'cargo',
    from: [{ path: 'bench/load', endings: ['.rs', '.toml', '.lock'] }],
    gives: ['bench/load/target/release/load'],
  },
  typescript: {
    title: 'TypeScript',
    script: 'build',
    from: [
      { path: 'src', endings: ['.ts'] },
      { path: 'model', endings: ['.ts'] },
      { path: 'generated', endings: ['.ts'] },
      { path: 'bench', endings: ['.ts'] },
      { path: 'properties', endings: ['.ts'] },
      { path: 'tsconfig.json' },
      { path: 'tsconfig.build.json' },
      { path: 'package-lock.json' },
    ],
    gives: ['dist/.tsbuildinfo', 'dist/src/cli/main.js'],
  },
};

/** What each job needs. `generate` mends generated files whose errors may keep TypeScript from passing. */
export const needs = {
  generate: ['dependencies', 'typescript'],
  model: ['dependencies', 'checker', 'typescript'],
  run: ['dependencies', 'native', 'typescript'],
  bug: ['dependencies', 'native', 'testing', 'typescript'],
  test: ['dependencies', 'native', 'testing', 'probe', 'checker', 'load', 'typescript'],
  peers: ['dependencies', 'typescript'],
  bench: ['dependencies', 'native', 'load', 'typescript'],
};
