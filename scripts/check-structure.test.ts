import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { AllowedEdge } from './structure/allowed-edges.ts';
import { checkStructure } from './structure/check.ts';
import { formatViolation } from './structure/violation.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The rules' answers for a tree of files: `path:line rule`. */
function check(files: Record<string, string>, edges: readonly AllowedEdge[] = []): string[] {
  const root = mkdtempSync(join(tmpdir(), 'atelier-structure-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkStructure(root, edges).violations.map(
    ({ path, line, rule }) => `${path}:${line} ${rule}`,
  );
}

const manifest = (dependencies: Record<string, string>, devDependencies = {}): string =>
  JSON.stringify({ dependencies, devDependencies });

describe('what keeps the rules', () => {
  test('a command that goes down through the floors', () => {
    const violations = check({
      'packages/api/package.json': manifest({ '@atelier/db': '1', '@atelier/domain': '1' }),
      'packages/db/package.json': manifest({ '@atelier/domain': '1', knex: '1' }),
      'packages/domain/package.json': manifest({ zod: '1' }),
      'packages/sdk/package.json': manifest({}, { '@atelier/api': '1' }),
      'packages/domain/src/kernel/errors.ts': "import { z } from 'zod';\nexport const e = z;\n",
      'packages/domain/src/runs/rule.ts':
        "import { e } from '../kernel/errors.ts';\nexport { e };\nexport const at = (ms: number) => new Date(ms);\n",
      'packages/db/src/runs/reads.ts':
        "import knex from 'knex';\nimport { readFile } from 'node:fs';\nimport '@atelier/domain/runs/rule.ts';\nexport default [knex, readFile];\n",
      'packages/api/src/runs/router.ts':
        "import '@atelier/db/runs/reads.ts';\nimport '../identity/session.ts';\n",
      'packages/api/src/identity/session.ts': 'export const session = 1;\n',
      'packages/api/src/root.ts': "import './runs/router.ts';\nimport './tracks/router.ts';\n",
      'packages/api/src/tracks/router.ts': 'export const tracks = 1;\n',
      'packages/sdk/src/client.ts':
        "import type { A } from '@atelier/api/root.ts';\nexport type B = A;\n",
      'packages/lifecycle/src/session/env.ts': 'export const port = process.env.PORT;\n',
      'packages/db/tests/runs.test.ts':
        "import '@atelier/testkit/test-database.ts';\nimport '../src/runs/reads.ts';\n",
    });
    expect(violations).toEqual([]);
  });

  test('words in comments, strings and templates are not code', () => {
    const text = [
      "// import knex from 'knex'; Date.now()",
      'export const a = \'import knex from "knex"; process.env.PORT\';',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a file with a template
      "export const b = `${a} import('pg') new Date()`;",
      '/* Math.random() */',
    ];
    expect(check({ 'packages/domain/src/runs/rule.ts': text.join('\n') })).toEqual([]);
  });
});

describe('the managed database', () => {
  const lifecycle = 'packages/lifecycle/src';
  const file = (path: string, text = 'export const a = 1;\n') => ({
    [`${lifecycle}/${path}`]: text,
  });

  test('topics stand on one another from the ground up', () => {
    const down = file('drift/find.ts', "import '../migrate/ledger.ts';\n");
    expect(check({ ...down, ...file('migrate/ledger.ts') })).toEqual([]);
    const up = file('migrate/ledger.ts', "import '../drift/find.ts';\n");
    expect(check({ ...up, ...file('drift/find.ts') })).toEqual([
      `${lifecycle}/migrate/ledger.ts:1 topic`,
    ]);
    expect(check(file('somewhere/a.ts'))).toEqual([`${lifecycle}/somewhere/a.ts:1 topic`]);
  });

  test.each([
    ["import { readFile } from 'node:fs';\nexport { readFile };\n"],
    ["import '../ledger.ts';\n"],
    ['export const now = Date.now();\n'],
  ])('its rules are pure: %s', (text) => {
    expect(check({ ...file('migrate/rules/plan.ts', text), ...file('migrate/ledger.ts') })).toEqual(
      [`${lifecycle}/migrate/rules/plan.ts:1 purity`],
    );
  });

  test('areas do not see it', () => {
    const path = 'packages/api/src/runs/router.ts';
    expect(
      check({
        'packages/api/package.json': manifest({ '@atelier/lifecycle': '1' }),
        [path]: "import '@atelier/lifecycle/migrate/ledger.ts';\n",
      }),
    ).toEqual([`${path}:1 area`]);
  });
});

describe('the engine', () => {
  const file = (text: string) => ({
    'packages/engine/package.json': manifest({ '@atelier/db': '1', '@atelier/domain': '1' }),
    'packages/engine/src/claim.ts': text,
  });

  test('sees the kernels below it', () => {
    const text =
      "import '@atelier/db/kernel/connection.ts';\nimport '@atelier/domain/kernel/errors.ts';\n";
    expect(check(file(text))).toEqual([]);
  });

  test.each(['db/runs/reads.ts', 'domain/runs/stages.ts', 'db/identity/user-reads.ts'])(
    'and no area: %s',
    (path) => {
      expect(
        check(file(`import type { A } from '@atelier/${path}';\nexport type B = A;\n`)),
      ).toEqual(['packages/engine/src/claim.ts:1 engine']);
    },
  );

  test('decides purely', () => {
    expect(
      check({ 'packages/engine/src/rules/backoff.ts': 'export const now = Date.now();\n' }),
    ).toEqual(['packages/engine/src/rules/backoff.ts:1 purity']);
  });
});

describe('the models', () => {
  const file = (specifier: string) => ({
    'packages/models/package.json': manifest({ '@atelier/db': '1', '@atelier/domain': '1' }),
    'packages/models/src/gateway.ts': `import '@atelier/${specifier}';\n`,
  });

  test('see the kernel of the domain', () => {
    expect(check(file('domain/kernel/errors.ts'))).toEqual([]);
  });

  test.each([
    ['domain/tracks/agents.ts', ['packages/models/src/gateway.ts:1 models']],
    ['db/kernel/connection.ts', ['packages/models/src/gateway.ts:1 floor']],
  ])('and nothing else: %s', (specifier, violations) => {
    expect(check(file(specifier))).toEqual(violations);
  });

  test('decide purely', () => {
    expect(
      check({ 'packages/models/src/rules/pause.ts': 'export const now = Date.now();\n' }),
    ).toEqual(['packages/models/src/rules/pause.ts:1 purity']);
  });
});

test('circles are found, those of types too, each once', () => {
  const at = (name: string) => `packages/domain/src/runs/${name}.ts`;
  expect(
    check({
      [at('a')]: "import type { B } from './b.ts';\nexport type A = B;\n",
      [at('b')]: "\nimport { c } from './c.ts';\nexport type B = typeof c;\n",
      [at('c')]: "import type { A } from './a.ts';\nexport const c = null as A | null;\n",
      [at('d')]: "import './a.ts';\n",
    }),
  ).toEqual([`${at('a')}:1 circle`]);
});

describe('floors', () => {
  const source = (name: string, text: string) => ({
    [`${name}/package.json`]: manifest({
      '@atelier/domain': '1',
      '@atelier/db': '1',
      '@atelier/api': '1',
      '@atelier/web': '1',
      '@atelier/sdk': '1',
      '@atelier/server': '1',
      '@atelier/testkit': '1',
    }),
    [`${name}/src/runs/x.ts`]: text,
  });

  test.each([
    ['packages/domain', "import { a } from '@atelier/db/runs/reads.ts';", 'floor'],
    ['packages/db', "import type { a } from '@atelier/api/runs/router.ts';", 'floor'],
    [
      'packages/db',
      "export { a } from '@atelier/api/runs/router.ts';\nexport const b = 1;",
      'floor',
    ],
    ['packages/db', "export const a = await import('@atelier/api/runs/router.ts');", 'floor'],
    ['packages/db', "export type A = import('@atelier/api/runs/router.ts').A;", 'floor'],
    ['apps/web', "import { a } from '@atelier/db/runs/reads.ts';", 'floor'],
    ['apps/web', "import { a } from '@atelier/api/runs/router.ts';", 'types-only'],
    ['apps/web', "import { type A } from '@atelier/api/runs/router.ts';", 'types-only'],
    [
      'packages/sdk',
      "export * from '@atelier/api/runs/router.ts';\nexport const b = 1;",
      'types-only',
    ],
    ['packages/api', "import { a } from '@atelier/server/http.ts';", 'no-app-import'],
    [
      'packages/api',
      "import type { a } from '../../../../apps/web/src/runs/a.ts';",
      'no-app-import',
    ],
    ['apps/server', "import { a } from '@atelier/web/runs/a.ts';", 'no-app-import'],
    ['apps/server', "import { a } from '@atelier/sdk/client.ts';", 'floor'],
    ['packages/db', "import { a } from '../../../domain/src/runs/a.ts';", 'package-boundary'],
    [
      'packages/db',
      "import { a } from '@atelier/testkit/test-database.ts';",
      'testkit-in-production',
    ],
  ])('%s: %s', (name, text, rule) => {
    expect(check(source(name, text))).toEqual([`${name}/src/runs/x.ts:1 ${rule}`]);
  });

  test('scripts import no app, and a test takes values of api and the typed client', () => {
    const violations = check({
      'scripts/tool.ts':
        "import '@atelier/db/runs/reads.ts';\n\nimport '../apps/server/src/http.ts';\n",
      'packages/sdk/tests/client.test.ts': "import { root } from '@atelier/api/root.ts';\n",
      'apps/server/package.json': manifest({}, { '@atelier/sdk': '1' }),
      'apps/server/tests/trpc.test.ts': "import { client } from '@atelier/sdk/client.ts';\n",
    });
    expect(violations).toEqual(['scripts/tool.ts:3 no-app-import']);
  });
});

describe('areas', () => {
  const runsImportsTracks = {
    'packages/domain/src/runs/a.ts': "import { b } from '../tracks/b.ts';\nexport const a = b;\n",
    'packages/domain/src/tracks/b.ts': 'export const b = 1;\n',
  };
  const edge: AllowedEdge = { from: 'runs', to: 'tracks', adr: '0042-runs-know-tracks.md' };

  test('an area imports no other area, on its own floor or below', () => {
    expect(check(runsImportsTracks)).toEqual(['packages/domain/src/runs/a.ts:1 area']);
    const below = check({
      'packages/db/package.json': manifest({ '@atelier/domain': '1' }),
      'packages/db/src/runs/reads.ts': "\nimport { b } from '@atelier/domain/tracks/b.ts';\n",
    });
    expect(below).toEqual(['packages/db/src/runs/reads.ts:2 area']);
  });

  test('an allowed edge needs its ADR', () => {
    const withAdr = { ...runsImportsTracks, 'docs/adr/0042-runs-know-tracks.md': '# Why' };
    expect(check(withAdr, [edge])).toEqual([]);
    expect(check(runsImportsTracks, [edge])).toEqual([
      'scripts/structure/allowed-edges.ts:1 allowed-edge',
    ]);
  });

  test('an allowed edge that nobody uses is to go', () => {
    expect(check({ 'docs/adr/0042-runs-know-tracks.md': '# Why' }, [edge])).toEqual([
      'scripts/structure/allowed-edges.ts:1 allowed-edge',
    ]);
  });

  test('the kernel imports no area, not even identity', () => {
    const violations = check({
      'packages/domain/src/kernel/a.ts':
        "import '../identity/b.ts';\nimport '../runs/b.ts';\nimport './c.ts';\n",
    });
    expect(violations).toEqual([
      'packages/domain/src/kernel/a.ts:1 kernel',
      'packages/domain/src/kernel/a.ts:2 kernel',
    ]);
  });

  test('an area does not import the file that composes the areas', () => {
    expect(check({ 'packages/api/src/runs/a.ts': "import '../root.ts';\n" })).toEqual([
      'packages/api/src/runs/a.ts:1 area',
    ]);
  });

  test('a folder on a floor is an area', () => {
    expect(check({ 'packages/db/src/services/a.ts': 'export const a = 1;\n' })).toEqual([
      'packages/db/src/services/a.ts:1 area-folder',
    ]);
  });
});

describe('purity', () => {
  test.each([
    "import { readFile } from 'node:fs';",
    "import knex from 'knex';",
    "import { Model } from 'objection';",
    "import type { Client } from 'pg';",
    "import fastify from 'fastify';",
    "import { useState } from 'react';",
    'export const a = () => Date.now();',
    'export const a = () => new Date();',
    'export const a = () => Math.random();',
    "export const a = () => Math['random']();",
    'export const a = () => crypto.randomUUID();',
    'export const a = () => performance.now();',
    'export const a = () => process.hrtime();',
    'export const a = () => setTimeout(() => {}, 1);',
  ])('the domain refuses: %s', (text) => {
    const path = 'packages/domain/src/runs/a.ts';
    const violations = check({
      [path]: text,
      'packages/domain/package.json': manifest({
        knex: '1',
        objection: '1',
        pg: '1',
        fastify: '1',
        react: '1',
      }),
    });
    expect(violations).toEqual([`${path}:1 purity`]);
  });

  test.each([
    'export const a = process.env.PORT;',
    "export const a = process['env'].PORT;",
    'export const { env } = process;',
    'export const a = globalThis.process.env;',
    "import { env } from 'node:process';",
  ])('the environment is read in env.ts alone: %s', (text) => {
    const path = 'apps/server/src/main.ts';
    expect(check({ [path]: text })).toEqual([`${path}:1 process-env`]);
    expect(check({ 'packages/lifecycle/src/session/env.ts': text })).toEqual([]);
  });
});

describe('shape', () => {
  test('a package that is used is declared, and not among the development ones', () => {
    const path = 'packages/db/src/runs/a.ts';
    const files = { [path]: "import pg from 'pg/lib/client';\nimport type { K } from 'knex';\n" };
    const undeclared = [`${path}:1 undeclared-dependency`, `${path}:2 undeclared-dependency`];
    expect(check(files)).toEqual(undeclared);
    const onlyForDevelopment = manifest({}, { pg: '1', knex: '1' });
    expect(check({ ...files, 'packages/db/package.json': onlyForDevelopment })).toEqual(
      undeclared.slice(0, 1),
    );
  });

  test.each([
    ['packages/db/src/runs/utils.ts', 'file-name'],
    ['packages/db/src/runs/date-helpers.ts', 'file-name'],
    ['apps/web/src/runs/helpers/dates.ts', 'file-name'],
    ['apps/web/src/runs/RunList.tsx', 'file-name'],
    ['packages/db/src/runs/index.ts', 'no-barrel'],
  ])('%s: %s', (path, rule) => {
    expect(check({ [path]: 'export const a = 1;\n' })).toEqual([`${path}:1 ${rule}`]);
  });

  test('a file that only re-exports is a barrel, whatever its name', () => {
    const text = "export * from './a.ts';\nexport { b } from './b.ts';\n";
    expect(check({ 'packages/db/src/runs/all.ts': text })).toEqual([
      'packages/db/src/runs/all.ts:1 no-barrel',
    ]);
  });

  test('production files have 400 lines at the most', () => {
    const lines = (count: number) => 'export {};\n'.repeat(count);
    expect(
      check({
        'packages/db/src/runs/fits.ts': lines(400),
        'packages/db/src/runs/large.ts': lines(401),
        'packages/db/src/runs/large.test.ts': lines(401),
      }),
    ).toEqual(['packages/db/src/runs/large.ts:1 file-size']);
  });
});

test('a message says where, which rule and what to do', () => {
  expect(
    formatViolation({ path: 'a/b.ts', line: 3, rule: 'floor', message: 'imports x. Move it.' }),
  ).toBe('a/b.ts:3  floor: imports x. Move it.');
});
