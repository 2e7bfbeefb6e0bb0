import { Failure } from './failure.js';

/**
 * What a built addon has to be called for the loader to find it, as its text says: the loader is generated, and knows
 * the names of all platforms there are.
 */
export function builtName(loader, { platform, arch, libc } = here()) {
  const names = [...loader.matchAll(/'\.\/(\w+\.(\w+)-(\w+)-(gnu|musl)\w*\.node)'/g)];
  const found = names.find((one) => one[2] === platform && one[3] === arch && one[4] === libc);
  if (found) return found[1];
  const what = `there is no addon for ${platform}-${arch}-${libc}`;
  throw new Failure('ERR_UNSUPPORTED_PLATFORM', what, 'Run it on Linux, on an architecture that Node supports.');
}

function here() {
  // Looking up the names of all peers may take seconds.
  process.report.excludeNetwork = true;
  const libc = process.report.getReport().header.glibcVersionRuntime ? 'gnu' : 'musl';
  return { platform: process.platform, arch: process.arch, libc };
}
