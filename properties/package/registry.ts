import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { runProgram } from '../support/child.js';

/** A registry on loopback, as far as an install asks: the packages of some tarballs, and no others. It goes with `using`. */
export interface Registry extends Disposable {
  readonly url: string;
}

interface Version {
  readonly name: string;
  readonly version: string;
  readonly dist: { readonly tarball: string; readonly shasum: string; readonly integrity: string };
}

/** Package managers may pass over what was published a moment ago. */
const LONG_AGO = '2020-01-01T00:00:00.000Z';

export async function registryOf(tarballs: readonly string[]): Promise<Registry> {
  const files = new Map(tarballs.map((tarball) => [basename(tarball), readFileSync(tarball)]));
  const manifests = await Promise.all(tarballs.map(manifestOf));
  const documents = new Map<string, string>();
  const server = createServer(({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1);
    const found = documents.get(path) ?? files.get(path.replace(/^-\//, ''));
    response.statusCode = found === undefined ? 404 : 200;
    if (typeof found === 'string') response.setHeader('content-type', 'application/json');
    response.end(found ?? '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const [at, manifest] of manifests.entries()) {
    const file = basename(tarballs[at] as string);
    const bytes = files.get(file) as Buffer;
    const digest = (algorithm: string) => createHash(algorithm).update(bytes);
    const dist = {
      tarball: `${url}-/${file}`,
      shasum: digest('sha1').digest('hex'),
      integrity: `sha512-${digest('sha512').digest('base64')}`,
    };
    documents.set(manifest.name, documentOf({ ...manifest, dist }));
  }
  return {
    url,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function manifestOf(tarball: string): Promise<Omit<Version, 'dist'>> {
  const { stdout } = await runProgram('tar', ['-xOzf', tarball, 'package/package.json'], {}, 60_000);
  return JSON.parse(stdout);
}

/** What a registry tells of a package that has one version. */
function documentOf(manifest: Version): string {
  const { name, version } = manifest;
  return JSON.stringify({
    name,
    'dist-tags': { latest: version },
    versions: { [version]: manifest },
    time: { created: LONG_AGO, modified: LONG_AGO, [version]: LONG_AGO },
  });
}
