import { Failure } from './failure.js';

/** What package.json's `engines` asks for; repeated here because this runs before anything can be relied on. */
export const NODE_MINIMUM = '20.19.0';
/** What native/Cargo.toml's `rust-version` asks for. */
export const CARGO_MINIMUM = '1.88.0';

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

/** What is wrong with this Node, or null. */
export function nodeProblem(version, platform = 'linux') {
  if (isOlder(version, NODE_MINIMUM)) {
    return new Failure(
      'ERR_NODE_TOO_OLD',
      `Node ${version} is older than ${NODE_MINIMUM}`,
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
export function cargoProblem(printed) {
  const install = `Install Rust ${CARGO_MINIMUM.replace(/\.0$/, '')} or newer from https://rustup.rs`;
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
  if (isOlder(printed, CARGO_MINIMUM)) {
    return new Failure(
      'ERR_CARGO_TOO_OLD',
      `${printed.trim()} is older than ${CARGO_MINIMUM}`,
      `${install} (\`rustup update stable\`), then run this again.`,
    );
  }
  return null;
}
