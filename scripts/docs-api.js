#!/usr/bin/env node
/**
 * The API reference from the docstrings, by TypeDoc: `npm run docs:api` writes it to docs/api/html. With `--check` nothing is written:
 * a public symbol without a docstring fails, and so does a link that leads nowhere.
 *
 * TypeDoc needs another TypeScript than the one that builds, so that it has a folder of its own, docs/api, and is installed there when it
 * is missing.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runQuietly } from './command.js';
import { exitWith, Failure } from './failure.js';
import { readJson } from './observe.js';
import { whyInstall } from './outdated.js';
import { root } from './setup.js';

const folder = join(root, 'docs/api');
const output = join(folder, 'html');

async function typedoc() {
  const why = whyInstall(readJson(folder, 'package-lock.json'), readJson(folder, 'node_modules/.package-lock.json'));
  if (why !== null) {
    process.stderr.write(`docs:api: TypeDoc is installed in docs/api: ${why}\n`);
    const { ok, how, output: said } = await runQuietly('npm', ['ci', '--ignore-scripts', '--no-audit'], folder);
    if (!ok) throw new Failure('ERR_INSTALL', `npm ci in docs/api failed (${how})`, `It said:\n${said}`);
  }
  return import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve('typedoc')).href);
}

/**
 * Whether somebody has said what it is. What has one value says it by itself, as the `code` of an error; so does what takes the place of
 * something that is told of. What an object has that is written out in a type is told of with that.
 */
function isDocumented(module, reflection) {
  const { type, parent } = reflection;
  if (type?.type === 'literal' || type?.name === 'undefined' || reflection.overwrites !== undefined) return true;
  if (parent.kind === module.ReflectionKind.TypeLiteral) return true;
  const callable = type?.type === 'reflection' ? type.declaration : reflection;
  const accessors = [reflection.getSignature, reflection.setSignature].filter((accessor) => accessor !== undefined);
  return [reflection, ...accessors, ...(callable.signatures ?? [])].some((one) => one.hasComment());
}

/** What of the public interface nobody has said anything about. */
function silent(module, project) {
  const { SomeExport, SomeMember, SomeModule } = module.ReflectionKind;
  return project
    .getReflectionsByKind((SomeExport | SomeMember) & ~SomeModule)
    .filter((reflection) => !reflection.isReference() && !reflection.flags.isExternal)
    .filter((reflection) => !isDocumented(module, reflection))
    .map((reflection) => `${reflection.getFullName()} has no docstring (${reflection.sources?.[0]?.fileName})`);
}

async function main() {
  const module = await typedoc();
  const { Application } = module;
  const app = await Application.bootstrap({
    name: 'readyloop',
    basePath: root,
    tsconfig: join(folder, 'tsconfig.json'),
    skipErrorChecking: true, // that is what `npm run typecheck` does
    entryPoints: ['src/index.ts', 'src/testing/index.ts', 'model/index.ts'].map((path) => join(root, path)),
    readme: join(root, 'README.md'),
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeExternals: true,
    projectDocuments: [join(root, 'docs/guide/*.md'), join(root, 'docs/*.md')],
    highlightLanguages: ['bash', 'javascript', 'json', 'python', 'rust', 'text', 'typescript'],
    ignoredHighlightLanguages: ['mermaid'],
    validation: { notExported: false, invalidLink: true, invalidPath: false, notDocumented: false },
  });
  const project = await app.convert();
  if (project === undefined)
    throw new Failure('ERR_DOCS', 'TypeDoc cannot read the sources', 'Run `npm run typecheck`.');
  app.validate(project);
  const missing = silent(module, project);
  for (const line of missing) process.stderr.write(`${line}\n`);
  if (missing.length > 0 || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Failure(
      'ERR_DOCS',
      `${missing.length} public symbols have no docstring`,
      'Write them, and mend what is told above.',
    );
  }
  if (process.argv.includes('--check')) return;
  // A page has the name of its heading.
  for (const document of project.getReflectionsByKind(module.ReflectionKind.Document)) {
    document.name = /^# (.*)$/m.exec(document.content[0].text)?.[1] ?? document.name;
  }
  await app.generateDocs(project, output);
}

await main().catch((error) => exitWith(error));
