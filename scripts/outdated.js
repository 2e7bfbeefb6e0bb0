/**
 * Why something has to be made again: a reason in words, or null where it stands. Pure; scripts/observe.js looks at the
 * disk, scripts/setup.js acts.
 */

/**
 * @param {{ sources: string, products: string | null, stamp: { sources: string, products: string } | undefined }} seen
 *   `sources` is the hash of what it is made from, `products` the signature of what is there (null: something is
 *   missing), `stamp` both as they were when set-up last made it.
 */
export function whyMake({ sources, products, stamp }) {
  if (products === null) return 'not there yet';
  if (stamp === undefined) return 'not made by set-up';
  if (stamp.sources !== sources) return 'its sources changed';
  if (stamp.products !== products) return 'changed since it was made';
  return null;
}

/**
 * Whether node_modules holds what package-lock.json says, judged by the lock file that npm leaves inside node_modules.
 *
 * A package that npm may leave out (optional: made for another platform) may be absent, but not of another version.
 *
 * @param {{ packages: Record<string, object> }} lock
 * @param {{ packages: Record<string, object> } | null} installed
 */
export function whyInstall(lock, installed) {
  if (installed === null) return 'not there yet';
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || wanted.link) continue;
    const found = installed.packages[path];
    if (found === undefined) {
      if (wanted.optional || wanted.devOptional) continue;
      return `${nameOf(path)} is missing`;
    }
    if (found.version !== wanted.version) {
      return `${nameOf(path)} is ${found.version} and should be ${wanted.version}`;
    }
    if (found.integrity !== wanted.integrity) {
      return `${nameOf(path)} ${found.version} has other contents than the lock file says`;
    }
  }
  return null;
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
