#!/usr/bin/env node
/**
 * Whether what is about to be published is what its tag says; the release workflow asks before it builds anything.
 *
 *     node scripts/release.js v1.2.3
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitWith, Failure } from './failure.js';
import { root } from './setup.js';

/**
 * What keeps a tag from being released, each with its cure.
 *
 * @param {string} tag
 * @param {{ manifest: object, workspace: string, changelog: string }} files package.json, native/Cargo.toml and CHANGELOG.md
 */
export function problemsOf(tag, { manifest, workspace, changelog }) {
  const version = tag.replace(/^v/, '');
  const crates = /^version = "(.*)"$/m.exec(workspace)[1];
  return [
    manifest.version === version ? [] : `package.json has version ${manifest.version}: tag it v${manifest.version}`,
    crates === version
      ? []
      : `native/Cargo.toml has version ${crates}: make it ${version}, and build once for Cargo.lock`,
    changelog.includes(`\n## [${version}]\n`)
      ? []
      : `CHANGELOG.md has no section [${version}]: move [Unreleased] there`,
    manifest.repository ? [] : 'package.json names no repository: npm compares it with where a release was built',
  ].flat();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const tag = process.argv[2] ?? '';
  const files = {
    manifest: JSON.parse(read('package.json')),
    workspace: read('native/Cargo.toml'),
    changelog: read('CHANGELOG.md'),
  };
  const problems = problemsOf(tag, files);
  if (problems.length > 0) {
    exitWith(
      new Failure(
        'ERR_NOT_RELEASABLE',
        `'${tag}' cannot be released: ${problems.join('; ')}`,
        'See docs/releasing.md.',
      ),
    );
  }
}
