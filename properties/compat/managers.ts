import { bun, tool, versionOf } from './tools.js';

/** A package manager: how a package is installed with it into an empty folder, from a registry. */
export interface Manager {
  readonly title: string;
  /** The oldest Node that it runs on, where that is newer than the oldest of all. */
  readonly from?: string;
  readonly version: string;
  /** The files that tell it which registry there is. */
  readonly settings: (registry: string) => Readonly<Record<string, string>>;
  /** Adds the package; `node` stands for the Node that is tried. */
  readonly add: readonly [string, ...string[]];
  /** Runs Node with what it has installed. */
  readonly run: readonly [string, ...string[]];
}

const npmrc = (registry: string) => ({ '.npmrc': `registry=${registry}\n` });
const node = ['node'] as const;
const yarnJs = () => tool('yarn-4/bin/yarn.js');

function yarn(linker: string, run: readonly [string, ...string[]]): Manager {
  return {
    title: `Yarn, ${linker === 'pnp' ? "Plug'n'Play" : linker}`,
    version: versionOf('yarn-4'),
    settings: (registry) => ({
      'yarn.lock': '',
      '.yarnrc.yml': [
        `nodeLinker: ${linker}`,
        `npmRegistryServer: '${registry.replace(/\/$/, '')}'`,
        "unsafeHttpWhitelist: ['127.0.0.1']",
        'enableTelemetry: false',
        'enableGlobalCache: false',
        '',
      ].join('\n'),
    }),
    add: ['node', yarnJs(), 'add', 'readyloop'],
    run,
  };
}

const npm = (major: number): Manager => ({
  title: 'npm',
  version: versionOf(`npm-${major}`),
  settings: npmrc,
  add: ['node', tool(`npm-${major}/bin/npm-cli.js`), 'install', 'readyloop', '--no-audit', '--no-fund'],
  run: node,
});

const pnpm = (major: number, ...command: [string, ...string[]]): Manager => ({
  title: 'pnpm',
  version: versionOf(`pnpm-${major}`),
  settings: npmrc,
  add: [...command, 'add', 'readyloop'],
  run: node,
});

/** Those that are tried, each with every Node. */
export const managers = (): readonly Manager[] => [
  ...[10, 11, 12].map(npm),
  { ...pnpm(11, 'node', tool('pnpm-11/bin/pnpm.mjs')), from: '22' },
  pnpm(12, tool('@pnpm/exe.linux-x64/pnpm')),
  yarn('node-modules', node),
  yarn('pnp', ['node', yarnJs(), 'node']),
  {
    title: 'Bun',
    version: versionOf('bun'),
    settings: (registry) => ({ 'bunfig.toml': `[install]\nregistry = "${registry}"\n` }),
    add: [bun, 'add', 'readyloop'],
    run: node,
  },
];
