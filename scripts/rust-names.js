/** What a file of Rust names of its own crate, as far as that can be told without a compiler. */

const blank = (text) => text.replace(/[^\n]/g, ' ');

/** The code alone, each character at its place: no comments, nothing quoted, no modules of tests. */
export function codeOf(source) {
  const quoted = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\br(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[^\n']+|[^\\'\n])'/g;
  const tests = /#\[cfg\((?:all\()?test\b[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))? )?mod \w+ \{/g;
  let code = source.replace(quoted, blank);
  for (let found = tests.exec(code); found !== null; found = tests.exec(code)) {
    let end = tests.lastIndex;
    for (let depth = 1; depth > 0 && end < code.length; end++) depth += { '{': 1, '}': -1 }[code[end]] ?? 0;
    code = code.slice(0, found.index) + blank(code.slice(found.index, end)) + code.slice(end);
  }
  return code;
}

/** The number of the line in which a place is. */
export const lineAt = (code, at) => code.slice(0, at).split('\n').length;

/** `a::{b, c::{self, d}}` as paths. */
export function pathsOf(tree) {
  const open = tree.indexOf('{');
  if (open < 0) return [tree.replace(/\sas\s[\s\S]*$/, '').replace(/\s/g, '')];
  const branches = [''];
  let depth = 0;
  for (const character of tree.slice(open + 1, tree.lastIndexOf('}'))) {
    depth += { '{': 1, '}': -1 }[character] ?? 0;
    if (character === ',' && depth === 0) branches.push('');
    else branches[branches.length - 1] += character;
  }
  const prefix = tree.slice(0, open).replace(/\s/g, '');
  return branches.filter((branch) => branch.trim() !== '').flatMap((branch) => pathsOf(prefix + branch.trim()));
}

/**
 * All that a module names, from the root of its crate on: the path, its line, and whether the module passes it on (`pub use`).
 * A path that begins with neither `crate`, `self` nor `super` begins with a child of the module; `hasModule` knows them.
 */
export function namesIn(module, code, hasModule) {
  const names = [];
  const add = (text, at, isPassedOn) => {
    let [place, parts] = [[...module], text.split('::')];
    if (parts[0] === 'crate') [place, parts] = [[], parts.slice(1)];
    else if (!['self', 'super'].includes(parts[0]) && !hasModule([...module, parts[0]])) return;
    for (; ['self', 'super'].includes(parts[0]); parts = parts.slice(1)) if (parts[0] === 'super') place.pop();
    const path = [...place, ...parts.filter((part) => part !== 'self')];
    names.push({ path, line: lineAt(code, at), isPassedOn });
  };
  const uses = /\b(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);/g;
  for (const { index, 1: isPublic, 2: tree } of code.matchAll(uses)) {
    for (const path of pathsOf(tree)) add(path, index, isPublic !== undefined);
  }
  for (const { index, 0: path } of code.replace(uses, blank).matchAll(/(?<![\w:])[a-z]\w*(?:::\w+)+/g)) {
    add(path, index, false);
  }
  return names;
}
