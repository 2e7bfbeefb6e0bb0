#!/usr/bin/env node
/**
 * Puts the core of the checker beside the addon, in the package of each platform; the release workflow does so once
 * `napi create-npm-dirs` has made them.
 *
 *     node scripts/prebuilt-checker.js npm checkers    # from checkers/checker-x64 into npm/linux-x64-gnu, and so on
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'readyloop-checker.node';

const [packages, checkers] = process.argv.slice(2);
for (const platform of readdirSync(packages)) {
  const folder = join(packages, platform);
  const [, arch] = platform.split('-');
  copyFileSync(join(checkers, `checker-${arch}`, NAME), join(folder, NAME));
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify({ ...manifest, files: [...manifest.files, NAME] }, null, 2)}\n`);
}
