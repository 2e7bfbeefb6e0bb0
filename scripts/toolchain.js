import { Failure } from './failure.js';

/** Numbers of the first version in a text, or null. */
export function versionIn(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found && [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
}

export function isOlder(version, minimum) {
  const [have, want] = [versionIn(version), versionIn(minimum)];
  for (let part = 0; part < 3; part++) {
    if (have[part] !== want[part]) return have[part] < want[part];
  }
  return false;
}

/** What is wrong with this Node on this platform, or null. */
export function nodeProblem(version, platform, minimum) {
  if (isOlder(version, minimum)) {
    return new Failure(
      'ERR_NODE_TOO_OLD',
      `Node ${version} is older than ${versionIn(minimum).join('.')}`,
      'Install a newer one from https://nodejs.org and run this again.',
    );
  }
  if (platform !== 'linux') {
    return new Failure(
      'ERR_UNSUPPORTED_PLATFORM',
      `readyloop runs on Linux only for now, and this is ${platform}`,
      'Run it in a Linux container or virtual machine.',
    );
  }
  return null;
}

/** What is wrong with cargo, given what `cargo --version` printed (null: there is no cargo), or null. */
export function cargoProblem(printed, minimum) {
  const install = `Install Rust ${minimum} or newer from https://rustup.rs`;
  if (printed === null) {
    return new Failure('ERR_CARGO_MISSING', 'cargo is not on the PATH', `${install}, then run this again.`);
  }
  if (versionIn(printed) === null) {
    return new Failure(
      'ERR_CARGO_UNUSABLE',
      `\`cargo --version\` printed no version, but "${printed.trim().split('\n')[0]}"`,
      `${install}, then run this again.`,
    );
  }
  if (isOlder(printed, minimum)) {
    return new Failure(
      'ERR_CARGO_TOO_OLD',
      `${printed.trim()} is older than ${minimum}`,
      `${install} (\`rustup update stable\`), then run this again.`,
    );
  }
  return null;
}
