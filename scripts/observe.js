import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Looks at the disk for scripts/outdated.js; all paths are relative to `root`. */

export function readJson(root, path) {
  const text = readIfThere(join(root, path));
  return text === null ? null : JSON.parse(text);
}

/** One hash over the paths and contents of all of a product's sources, and the text of the script that makes it. */
export function hashOfSources(root, from, script) {
  const hash = createHash('sha256').update(String(script));
  for (const path of sources(root, from)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** Names, sizes and times of the files a product consists of; null if one of them is missing. */
export function signatureOfProducts(root, gives) {
  const parts = [];
  for (const pattern of gives) {
    const files = matches(root, pattern);
    if (files.length === 0) return null;
    for (const file of files) {
      const { size, mtimeMs } = statSync(join(root, file));
      parts.push(`${file} ${size} ${mtimeMs}`);
    }
  }
  return parts.join('\n');
}

/** The product files there are: `*` in the last part of a path stands for anything. */
export function matches(root, pattern) {
  const [folder, name] = [dirname(pattern), basename(pattern)];
  const fits = new RegExp(`^${name.split('*').map(escapeForRegExp).join('.*')}$`);
  return entries(join(root, folder))
    .filter((entry) => entry.isFile() && fits.test(entry.name))
    .map((entry) => `${folder}/${entry.name}`)
    .sort();
}

const NOT_SOURCES = new Set(['node_modules', 'target', 'dist']);

function sources(root, from) {
  const found = [];
  const walk = (path, { endings, shallow }) => {
    for (const entry of entries(join(root, path))) {
      const inside = `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!shallow && !NOT_SOURCES.has(entry.name)) walk(inside, { endings });
      } else if (endings.some((ending) => entry.name.endsWith(ending))) {
        found.push(inside);
      }
    }
  };
  for (const source of from) {
    if (source.endings) walk(source.path, source);
    else if (readIfThere(join(root, source.path)) !== null) found.push(source.path);
  }
  return found.sort();
}

function entries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function escapeForRegExp(text) {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
