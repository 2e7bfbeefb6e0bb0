import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { anchorOf } from '../../model/bugs/page.js';
import { root } from '../support/root.js';
import { docs, guide, read } from './pages.js';

const diagrams = readdirSync(join(root, 'generated/diagrams')).map((name) => `generated/diagrams/${name}`);
const pages = [
  ...docs,
  ...guide,
  'README.md',
  'CHANGELOG.md',
  'model/bugs/README.md',
  'properties/code-mutants/README.md',
  ...diagrams,
];

test.each(pages)('the links of %s that stay in the repository lead somewhere', (page) => {
  expect(linksOf(page).filter((link) => !leads(page, link))).toEqual([]);
});

test.each(docs.filter((page) => page !== 'docs/README.md'))('%s is in the index', (page) => {
  expect(linksOf('docs/README.md')).toContain(page.slice('docs/'.length));
});

test.each(guide.filter((page) => page !== 'docs/guide/README.md'))('%s is in the index of the guide', (page) => {
  expect(linksOf('docs/guide/README.md')).toContain(page.slice('docs/guide/'.length));
});

function linksOf(page: string): string[] {
  const links = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link as string);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || headingsOf(target).map(anchorOf).includes(anchor);
}

function headingsOf(page: string): string[] {
  return [...withoutCode(read(page)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading as string);
}

function withoutCode(text: string): string {
  return text.replace(/^ *```.*?^ *```$/gms, '');
}
