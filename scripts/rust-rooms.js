#!/usr/bin/env node
/**
 * The rooms of the Rust code. A room is a folder with a mod.rs, which is its door. Refused are circles, of files and of rooms;
 * whatever is behind a door and named from outside; rooms at the bottom that use what stands above them; and `unsafe` anywhere
 * but in the rooms that are there for it (the compiler cannot refuse it in the addon, for Node-API's macros write it). Tests
 * inside a file are not looked at.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, lineAt, namesIn } from './rust-names.js';

/**
 * Each crate: rooms whose files are names for what is in them, what rooms at the bottom may use of their crate, and which may
 * have unsafe code; all of the probe calls the kernel.
 */
const crates = {
  'native/engine/src': {
    open: ['sys'],
    bottom: { sys: ['generated'], shm: ['generated', 'sync'] },
    unsafe: ['sys', 'shm'],
  },
  'native/addon/src': { open: [], bottom: { ffi: [] }, unsafe: ['ffi'] },
  'native/checker/src': { open: [], bottom: {}, unsafe: ['states', 'trees'] },
  'native/probe/src': { open: [], bottom: {} },
};

/** All modules that have a file, by their names, with what they name and pass on. */
function modulesOf(files) {
  const modules = new Map();
  for (const [file, source] of Object.entries(files)) {
    const path = file.replace(/\.rs$/, '').split('/');
    const isRoom = path.length > 1 && path.at(-1) === 'mod';
    if (isRoom || (path.length === 1 && path[0] === 'lib')) path.pop();
    modules.set(path.join('::'), { file, path, isRoom, code: codeOf(source) });
  }
  for (const one of modules.values()) {
    one.names = namesIn(one.path, one.code, (path) => modules.has(path.join('::')));
    one.passedOn = new Map(one.names.filter((name) => name.isPassedOn).map(({ path }) => [path.at(-1), path]));
  }
  return modules;
}

const isWithin = (path, room) => room.every((part, at) => path[at] === part);

/** The module whose file has what a path names, behind all doors that pass it on. */
function ownerOf(path, modules) {
  let depth = path.length;
  while (depth > 0 && !modules.has(path.slice(0, depth).join('::'))) depth--;
  const owner = modules.get(path.slice(0, depth).join('::'));
  const behind = owner?.passedOn.get(path[depth]);
  return behind !== undefined && behind.join() !== path.join() ? ownerOf(behind, modules) : owner;
}

/** The door that a path goes round, if it does. */
function doorGoneRound(path, from, modules, open) {
  for (let depth = 1; depth < path.length; depth++) {
    const door = modules.get(path.slice(0, depth).join('::'));
    if (!door?.isRoom || isWithin(from, door.path) || open.includes(door.path.join('::'))) continue;
    // The door may pass on something that has the name of its file, as `ring` of a file ring.rs.
    const isPassedOn = depth + 1 === path.length && door.passedOn.has(path[depth]);
    if (modules.has(path.slice(0, depth + 1).join('::')) && !isPassedOn) return door;
  }
  return undefined;
}

/** One way round, if there is any; `uses` has what each uses. */
function circleIn(uses) {
  const done = new Set();
  const visit = (one, way) => {
    if (way.includes(one)) return [...way.slice(way.indexOf(one)), one];
    if (done.has(one)) return undefined;
    for (const used of uses.get(one) ?? []) {
      const circle = visit(used, [...way, one]);
      if (circle !== undefined) return circle;
    }
    done.add(one);
    return undefined;
  };
  for (const one of uses.keys()) {
    const circle = visit(one, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Where a module has unsafe code, by line. */
function unsafeIn(code) {
  return [...code.matchAll(/\bunsafe\b/g)].map(({ index }) => lineAt(code, index));
}

/** What is wrong with a crate, whose `files` are sources by path. */
export function problemsOf(files, { open, bottom, unsafe }) {
  const modules = modulesOf(files);
  const problems = [];
  const [ofFiles, ofRooms] = [new Map(), new Map()];
  const note = (uses, from, to) => from !== to && uses.set(from, (uses.get(from) ?? new Set()).add(to));
  for (const { file, path: from, names, code } of modules.values()) {
    const [room] = from;
    if (unsafe !== undefined && !unsafe.includes(room)) {
      const rooms = unsafe.join(' and ') || 'no room';
      problems.push(...unsafeIn(code).map((line) => `${file}:${line} is unsafe: that is for ${rooms}`));
    }
    for (const { path, line, isPassedOn } of names) {
      const what = `${file}:${line} names ${path.join('::')}`;
      if (bottom[room] !== undefined && path[0] !== room && !bottom[room].includes(path[0])) {
        problems.push(`${what}: of its crate, ${room} may use ${bottom[room].join(' and ') || 'nothing'}`);
      }
      const door = doorGoneRound(path, from, modules, open);
      if (door !== undefined) problems.push(`${what}: from outside, go through ${door.file}`);
      const owner = ownerOf(path, modules);
      // What a door passes on it does not use.
      if (owner === undefined || (isPassedOn && isWithin(owner.path, from))) continue;
      note(ofFiles, file, owner.file);
      if (room !== undefined && owner.path.length > 0) note(ofRooms, room, owner.path[0]);
    }
  }
  const circle = circleIn(ofFiles) ?? circleIn(ofRooms);
  if (circle !== undefined) problems.push(`a circle: ${circle.join(' -> ')}`);
  return problems;
}

/** The sources of a folder, by their paths in it. */
function sourcesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(({ name }) => name.endsWith('.rs')).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [crate, rules] of Object.entries(crates)) {
    const folder = fileURLToPath(new URL(`../${crate}`, import.meta.url));
    for (const problem of problemsOf(sourcesIn(folder), rules)) {
      console.error(`${crate}: ${problem}`);
      process.exitCode = 1;
    }
  }
}
