import { expect, test } from 'vitest';
import { problemsOf } from './release.js';

const files = {
  manifest: { version: '1.2.3', repository: 'github:readyloop/readyloop' },
  workspace: '[workspace.package]\nversion = "1.2.3"\n',
  changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3]\n',
};

test('a tag may be released when package, crates and changelog have its version, and there is a repository', () => {
  expect(problemsOf('v1.2.3', files)).toEqual([]);
});

test.each([
  [
    'a package of another version',
    { manifest: { ...files.manifest, version: '1.2.4' } },
    /package\.json has version 1\.2\.4/,
  ],
  [
    'crates of another version',
    { workspace: 'version = "1.2.2"\n' },
    /Cargo\.toml has version 1\.2\.2: make it 1\.2\.3/,
  ],
  [
    'a changelog that says nothing of it',
    { changelog: '## [Unreleased]\n' },
    /CHANGELOG\.md has no section \[1\.2\.3\]/,
  ],
  ['no repository', { manifest: { version: '1.2.3' } }, /names no repository/],
])('%s keeps it from being released', (_, change, problem) => {
  const problems = problemsOf('v1.2.3', { ...files, ...change });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(problem);
});
