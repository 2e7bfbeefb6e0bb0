#!/usr/bin/env node
/**
 * Puts into the package of each platform what is linked into its addon: the licences of the crates, and a bill of materials
 * (CycloneDX). The release workflow does so once `napi create-npm-dirs` has made the packages.
 *
 *     node scripts/platform-packages.js npm    # npm/linux-x64-gnu, and so on
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printedBy } from './command.js';
import { exitWith, Failure } from './failure.js';
import { readJson } from './observe.js';
import { platformOf } from './portable.js';
import { root } from './setup.js';

const LICENCES = 'THIRD-PARTY-LICENSES.txt';
const MATERIALS = 'sbom.cdx.json';
const ADDON = 'readyloop-addon';

/** What `cargo metadata` tells of the addon for a triple. */
function metadataFor(triple) {
  const manifest = join(root, 'native/Cargo.toml');
  const args = [
    'metadata',
    '--format-version',
    '1',
    '--locked',
    '--manifest-path',
    manifest,
    '--filter-platform',
    triple,
  ];
  const printed = printedBy('cargo', args);
  if (printed) return JSON.parse(printed);
  throw new Failure('ERR_BUILD_FAILED', '`cargo metadata` failed', `Run it: cargo ${args.join(' ')}`);
}

/**
 * The crates that are linked into one, itself not among them, by their names: what only builds or tests it is not, nor are macros and what
 * those stand on.
 *
 * @param {{ packages: object[], resolve: { nodes: object[] } }} metadata of cargo
 */
export function linkedInto(name, { packages, resolve }) {
  const byId = new Map(packages.map((it) => [it.id, it]));
  const nodes = new Map(resolve.nodes.map((it) => [it.id, it]));
  const isMacro = (id) => byId.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
  const first = packages.find((it) => it.name === name).id;
  const seen = new Set([first]);
  for (const id of seen) {
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      if (kinds.some(({ kind }) => kind === null) && !isMacro(pkg)) seen.add(pkg);
    }
  }
  seen.delete(first);
  // What is of this workspace has the licence of the package.
  const linked = [...seen].map((id) => byId.get(id)).filter(({ source }) => source !== null);
  return linked.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

/** The texts of the licences in the folder of a crate. */
function textsOf({ manifest_path: manifest }) {
  const folder = dirname(manifest);
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8').trim() }));
}

/** All licences as one text, each text once. */
export function licencesOf(crates, read = textsOf) {
  const head = crates.map(({ name, version, license }) => `${name} ${version}: ${license}`);
  const texts = new Map();
  for (const crate of crates) {
    const found = read(crate);
    // Some crates have their texts in their repository alone; then the name of the licence has to do.
    for (const { name, text } of found.length > 0 ? found : [{ name: 'no text in the crate', text: crate.license }]) {
      const whose = texts.get(text) ?? [];
      texts.set(text, [...whose, `${crate.name} ${crate.version} (${name})`]);
    }
  }
  const rule = '-'.repeat(80);
  const bodies = [...texts].map(([text, whose]) => `${rule}\n${whose.join('\n')}\n${rule}\n\n${text}\n`);
  return [
    "Crates that are linked into readyloop's native addon, beside Rust's standard library (MIT OR Apache-2.0):\n",
    ...head,
    '',
    ...bodies,
  ].join('\n');
}

/** A bill of materials in CycloneDX 1.5; `checksums` are those of Cargo.lock, by name and version. */
export function materialsOf({ name, version, license }, crates, checksums) {
  const components = crates.map((crate) => {
    const purl = `pkg:cargo/${crate.name}@${crate.version}`;
    const checksum = checksums.get(`${crate.name} ${crate.version}`);
    return {
      ...{ type: 'library', 'bom-ref': purl, name: crate.name, version: crate.version, purl },
      ...{ licenses: [{ expression: crate.license.replaceAll('/', ' OR ') }] },
      ...(checksum ? { hashes: [{ alg: 'SHA-256', content: checksum }] } : {}),
      ...(crate.repository ? { externalReferences: [{ type: 'vcs', url: crate.repository }] } : {}),
    };
  });
  const purl = `pkg:npm/${name}@${version}`;
  return {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 },
    metadata: {
      component: { type: 'library', 'bom-ref': purl, name, version, purl, licenses: [{ license: { id: license } }] },
    },
    components,
  };
}

/** The checksums of a Cargo.lock. */
export function checksumsIn(lock) {
  const entries = lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"$/gm);
  return new Map([...entries].map(([, name, version, checksum]) => [`${name} ${version}`, checksum]));
}

function complete(folder, triple, checksums) {
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const crates = linkedInto(ADDON, metadataFor(triple));
  writeFileSync(join(folder, LICENCES), licencesOf(crates));
  writeFileSync(join(folder, MATERIALS), `${JSON.stringify(materialsOf(manifest, crates, checksums), null, 2)}\n`);
  const files = [...new Set([...manifest.files, LICENCES, MATERIALS])];
  writeFileSync(path, `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
}

function main(packages) {
  const { targets } = readJson(root, 'package.json').napi;
  const checksums = checksumsIn(readFileSync(join(root, 'native/Cargo.lock'), 'utf8'));
  for (const triple of targets) complete(join(packages, platformOf(triple)), triple, checksums);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv[2] ?? 'npm');
  } catch (error) {
    exitWith(error);
  }
}
