import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDown } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { type Greeting, startRefusingServer } from './refusing-server.ts';
import { runInProcess } from './run-in-process.ts';

// What is refused is one line: what it is, its code and the facts. Never a trace, SQL or a password.

let ours: TestDatabase;
let folder: string;
let last: string;

beforeAll(async () => {
  ours = await createTestDatabase({ poolSize: 2 });
  const { applied } = await migrationStatus(ours.db);
  last = applied.at(-1)?.name ?? '';
  await migrateDown(ours.db, { to: applied.at(-2)?.name ?? null });
  folder = await mkdtemp(join(tmpdir(), 'atelier-refusals-'));
});
afterAll(async () => {
  await ours.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (typed: string, more: Readonly<Record<string, string>> = {}, migrations?: string) =>
  runInProcess(
    typed.split(' '),
    { DATABASE_URL: ours.connectionString, ATELIER_BACKUP_DIR: join(folder, 'backups'), ...more },
    migrations,
  );

const see = 'See: atelier db status. \\[ERR_MIGRATION';

describe('a name that nothing has is a mistake in the command line', () => {
  test.each([
    ['up --to nope', `${see}_UNKNOWN: name nope`],
    ['up --dry-run --to nope', `${see}_UNKNOWN: name nope`],
    ['up --resolve perhaps', '\\[ERR_USAGE'],
    ['down --to nope', `${see}_UNKNOWN: name nope`],
    ['down --to LAST', `${see}_NOT_APPLIED: name \\d{14}_`],
    ['stamp nope', `${see}_UNKNOWN: name nope`],
    ['sql --from nope', `${see}_UNKNOWN: name nope`],
    ['lint nope', `${see}_UNKNOWN: name nope`],
    ['adopt nope', 'there are runs-v1, .*\\[ERR_USAGE: profile nope'],
    ['convert-ids nope --to uuid', '\\[ERR_CONVERSION_PROFILE_UNKNOWN: name nope, known time'],
    ['repair --only nope', '\\[ERR_USAGE'],
    ['repair --undo 99', '\\[ERR_REPAIR_UNKNOWN'],
    ['restore nope', 'See: atelier db backups. \\[ERR_BACKUP_UNKNOWN'],
    ['backups --drop-old nope', '\\[ERR_KEPT_DATABASE_UNKNOWN: name nope'],
    ['seed nope', 'there is for: .*miniatures.*\\[ERR_USAGE'],
  ])('db %s', async (typed, expected) => {
    const { code, errors } = await run(typed.replace('LAST', last));
    expect([code, lineOf(errors)]).toEqual([2, expect.stringMatching(expected)]);
    // It is found before anything is announced or made.
    expect(errors).not.toMatch(/To drop|scratch database/);
  });
});

test.each([
  ['up --to 2026', '2026\\d{10}_kernel_create_schema, 2026'],
  ['down --to 2026', '2026\\d{10}_kernel_create_schema, 2026'],
  ['sql --from 2026', '2026\\d{10}_kernel_create_schema, 2026'],
  ['stamp 2026', '2026\\d{10}_kernel_create_schema, 2026'],
  ['lint 2026', '2026\\d{10}_kernel_create_schema, 2026'],
  ['adopt runs --dry-run', 'runs-v1, runs-v2'],
  ['baseline runs', 'runs-v1, runs-v2'],
  ['restore t', 'twin-a, twin-b'],
  ['rehearse --backup twin', 'twin-a, twin-b'],
  ['backups --verify twin-', 'twin-a, twin-b'],
])('db %s: several names begin so, and are named', async (typed, candidates) => {
  for (const name of ['twin-a', 'twin-b']) {
    await mkdir(join(folder, 'twins', name), { recursive: true });
  }
  const { code, errors } = await run(typed, { ATELIER_BACKUP_DIR: join(folder, 'twins') });
  expect([code, lineOf(errors)]).toEqual([
    2,
    expect.stringMatching(new RegExp(`ERR_NAME_AMBIGUOUS: name \\S+, candidates ${candidates}`)),
  ]);
});

test('without a backup, the latest one is none', async () => {
  const { code, errors } = await run('restore latest');
  expect([code, lineOf(errors)]).toEqual([
    1,
    expect.stringMatching(/Make one: atelier db backup\. \[ERR_BACKUP_NONE/),
  ]);
  expect(existsSync(join(folder, 'backups'))).toBe(false);
});

describe('a file that cannot be written is refused before the work', () => {
  const fix = '20991201000000_kernel_fix.js';
  beforeAll(async () => {
    await writeFile(join(folder, fix), 'mine');
    await mkdir(join(folder, 'taken.sql'));
    await writeFile(join(folder, 'file'), 'mine');
  });

  test.each([
    [`drift --fix IN/${fix}`, 'ERR_FILE_EXISTS', fix],
    [`drift --fix IN/none/${fix}`, 'ERR_FILE_DENIED', `none/${fix}, reason ENOENT`],
    ['sql --from none --out IN/none/x.sql', 'ERR_FILE_DENIED', 'none/x.sql, reason ENOENT'],
    ['sql --from none --out IN/taken.sql', 'ERR_FILE_DENIED', 'taken.sql, reason EISDIR'],
    ['backup', 'ERR_BACKUP_FOLDER_DENIED', 'file, reason ENOTDIR'],
  ])('db %s', async (typed, code, place) => {
    const more = typed === 'backup' ? { ATELIER_BACKUP_DIR: join(folder, 'file') } : {};
    const { errors, ...refused } = await run(typed.replace('IN', folder), more);
    expect([refused.code, lineOf(errors)]).toEqual([
      1,
      expect.stringContaining(`[${code}: path ${join(folder, place)}]`),
    ]);
    expect(errors).not.toContain('scratch database (');
    expect(await readFile(join(folder, fix), 'utf8')).toBe('mine');
  });

  test('an old script is replaced when there is nothing to do', async () => {
    const file = join(folder, 'upgrade.sql');
    await writeFile(file, 'DROP TABLE old;');
    expect((await run(`sql --from none --to none --out ${file}`)).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^-- Nothing to do/);
  });
});

describe('what people and systems leave among the migrations', () => {
  let migrations: string;
  beforeAll(async () => {
    migrations = await mkdtemp(join(folder, 'strays-'));
    await cp(join(import.meta.dirname, '../../../packages/db/migrations'), migrations, {
      recursive: true,
    });
    await writeFile(join(migrations, '._20261121030000_kernel_create_schema.js'), Buffer.alloc(64));
  });

  test.each(['name (1).js', '20261121030000_kernel_create_schema.js~', 'README.md'])(
    '%s is named in one line by every command, without a trace',
    async (name) => {
      const path = join(migrations, name);
      await writeFile(path, 'x');
      for (const typed of ['status', 'up --yes --no-backup', 'lint', 'drift', 'sql']) {
        const { code, errors } = await run(typed, {}, migrations);
        expect([code, lineOf(errors)]).toEqual([
          1,
          expect.stringContaining(
            `[ERR_FILE_UNEXPECTED: path ${path}, expected <yyyymmddhhmmss>_<area>_<what_it_does>.js]`,
          ),
        ]);
      }
      await rm(path);
      expect((await run('status', {}, migrations)).code).toBe(0);
    },
  );
});

describe('a role without rights', () => {
  const role = `atelier_poor_${process.pid}`;
  let url: string;
  beforeAll(async () => {
    await ours.db.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'a-secret'`);
    const address = new URL(ours.connectionString);
    address.username = role;
    address.password = 'a-secret';
    url = address.href;
  });
  afterAll(async () => {
    await ours.db.raw('DROP OWNED BY ??', [role]);
    await ours.db.raw('DROP ROLE ??', [role]);
  });

  const denied = (says: string) =>
    new RegExp(
      `^✗ [^\`]*\\[ERR_DATABASE_DENIED: role ${role}, says permission denied ${says}, owner \\S+\\]$`,
    );

  test.each(['status', 'up --yes', 'backup', 'repair --undo 8', 'adopt tracks --release'])(
    'may not read: db %s',
    async (typed) => {
      const { code, errors } = await run(typed, { DATABASE_URL: url });
      expect([code, lineOf(errors)]).toEqual([
        1,
        expect.stringMatching(denied('for schema lifecycle')),
      ]);
      expect(errors).not.toMatch(/a-secret|SELECT/);
    },
  );

  test.each([
    ['seed miniatures --yes', denied('for .+')],
    ['down --yes --no-backup', /ERR_OWNER_NEEDED: role \S+, owner \S+, objects lifecycle\./],
  ])('may only read: db %s', async (typed, line) => {
    await ours.db.raw(`GRANT pg_read_all_data TO ${role}`);
    const { code, errors } = await run(typed, { DATABASE_URL: url });
    expect([code, lineOf(errors)]).toEqual([1, expect.stringMatching(line)]);
    expect(errors).not.toMatch(/a-secret|INSERT|CREATE/);
  });
});

describe('a server that answers and does not let us in', () => {
  test.each<[string, Greeting, string]>([
    [
      'no such database',
      { code: '3D000', message: 'database "shop" does not exist' },
      'Make it first: createdb shop. [ERR_DATABASE_MISSING: database shop]',
    ],
    [
      'unknown role',
      { code: '28000', message: 'role "anna" does not exist' },
      '[ERR_DATABASE_LOGIN_REFUSED: user anna, says role "anna" does not exist]',
    ],
    [
      'wrong password',
      { code: '28P01', message: 'password authentication failed for user "anna"' },
      '[ERR_DATABASE_LOGIN_REFUSED: user anna, says password authentication failed for user "anna"]',
    ],
    ['no password', 'asks-for-password', '[ERR_DATABASE_PASSWORD_MISSING: user anna]'],
    [
      'no right to connect',
      { code: '42501', message: 'permission denied for database "shop"' },
      '[ERR_DATABASE_DENIED: role anna, says permission denied for database "shop"]',
    ],
    [
      'a pooler that passes on no parameters',
      { code: '08P01', message: 'unsupported startup parameter: options' },
      '[ERR_DATABASE_POOLED: says unsupported startup parameter: options]',
    ],
    [
      'a pooler without this database',
      { code: '08P01', message: 'no such database: shop' },
      '[ERR_DATABASE_MISSING: database shop]',
    ],
    [
      'a pooler without this user',
      { code: '08P01', message: 'no such user: anna' },
      '[ERR_DATABASE_LOGIN_REFUSED: user anna, says no such user: anna]',
    ],
    [
      'full',
      { code: '53300', message: 'sorry, too many clients already' },
      'sorry, too many clients already]',
    ],
  ])('%s', async (_, greeting, line) => {
    const server = await startRefusingServer([greeting]);
    const password = greeting === 'asks-for-password' ? '' : ':a-secret';
    const url = `postgres://anna${password}@127.0.0.1:${server.port}/shop`;
    try {
      // The second does not wait for the server first.
      for (const typed of ['status', 'backups']) {
        const { code, errors } = await run(typed, { DATABASE_URL: url });
        expect([code, lineOf(errors)]).toEqual([1, expect.stringContaining(line)]);
        expect(errors).not.toContain('a-secret');
      }
    } finally {
      await server.stop();
    }
  });

  test.each([
    ['sslmode=require', 'ERR_DATABASE_TLS: says The server does not support SSL connections'],
    [
      'sslrootcert=/none.pem&sslmode=verify-full',
      'ERR_SETTING_INVALID: name DATABASE_URL, expected',
    ],
    ['sslmode=verify-ca', 'ERR_SETTING_INVALID: name DATABASE_URL, expected'],
    ['port=http', 'ERR_SETTING_INVALID: name DATABASE_URL, expected'],
    ['host=/none', 'ERR_DATABASE_UNREACHABLE: reason ENOENT'],
  ])('an address with %s', async (options, line) => {
    for (const typed of ['status', 'backups']) {
      const url = `${ours.connectionString}?${options}`;
      const { code, errors } = await run(typed, { DATABASE_URL: url });
      expect([code, lineOf(errors)]).toEqual([1, expect.stringContaining(`[${line}`)]);
    }
  });

  test.each(['prefer', 'allow'])(
    'sslmode=%s goes on with a server that does not encrypt',
    async (mode) => {
      // Drift is looked for in sessions beside the pool as well.
      const url = `${ours.connectionString}?sslmode=${mode}`;
      const { code } = await run(mode === 'prefer' ? 'drift' : 'status', { DATABASE_URL: url });
      expect(code).toBe(0);
    },
  );

  test('one that is no PostgreSQL', async () => {
    const stranger = createServer((_request, response) => response.end('hello')).listen(0);
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    for (const typed of ['status', 'backups']) {
      const url = `postgres://anna:a-secret@127.0.0.1:${port}/shop`;
      const { code, errors } = await run(typed, { DATABASE_URL: url });
      expect([code, lineOf(errors)]).toEqual([
        1,
        expect.stringContaining('[ERR_DATABASE_UNREACHABLE: reason '),
      ]);
    }
    stranger.close();
  });

  test('variables of the shell mean what they mean to PostgreSQL’s own programs', async () => {
    const { errors } = await run('status', { PGSSLMODE: 'verify-full' });
    expect(lineOf(errors)).toContain('[ERR_DATABASE_TLS: ');
    for (const PGSSLMODE of ['disable', 'allow', 'prefer']) {
      expect((await run('status', { PGSSLMODE })).code).toBe(0);
    }
  });

  test('one that is still starting is waited for', async () => {
    const starting = { code: '57P03', message: 'the database system is starting up' } as const;
    const behind = new URL(ours.connectionString);
    const server = await startRefusingServer([starting, starting, 'serves'], behind);
    const url = new URL(behind);
    url.hostname = '127.0.0.1';
    url.port = String(server.port);
    try {
      expect((await run('status', { DATABASE_URL: url.href })).code).toBe(0);
      expect(server.count()).toBeGreaterThan(2);
    } finally {
      await server.stop();
    }
  });
});

test('a migration that fails is told with the detail and the hint of PostgreSQL', async () => {
  const empty = await createTestDatabase({ empty: true, poolSize: 2 });
  const migrations = await mkdtemp(join(folder, 'migrations-'));
  const sql = (text: string) => `(knex) => knex.raw(${JSON.stringify(text)});\n`;
  await writeFile(
    join(migrations, '20260101000000_shop_create_goods.js'),
    `export const up = ${sql('CREATE TABLE goods (id int)')}export const down = ${sql('DROP TABLE goods')}`,
  );
  try {
    const env = { DATABASE_URL: empty.connectionString };
    expect((await run('up --yes --no-backup', env, migrations)).code).toBe(0);
    await empty.db.raw('CREATE VIEW mine AS SELECT id FROM goods');
    const { code, errors } = await run('down --yes --no-backup', env, migrations);
    expect([code, lineOf(errors)]).toEqual([
      1,
      expect.stringMatching(
        /cannot drop table goods .*\. view mine depends on table goods Use DROP .* atelier db drift\. \[ERR_MIGRATION_FAILED: /,
      ),
    ]);
  } finally {
    await empty.drop();
  }
});

test('a database that takes no changes is told as that', async () => {
  const readOnly = await createTestDatabase({ empty: true, poolSize: 1 });
  try {
    const { rows } = await readOnly.db.raw('SELECT current_database() AS name');
    await readOnly.db.raw('ALTER DATABASE ?? SET default_transaction_read_only = on', [
      rows[0].name,
    ]);
    const env = { DATABASE_URL: readOnly.connectionString };
    for (const typed of ['up --yes --no-backup', 'drift', 'lint']) {
      const { code, errors } = await run(typed, env);
      expect([code, lineOf(errors)]).toEqual([
        1,
        expect.stringMatching(
          /\[ERR_DATABASE_READ_ONLY: says cannot execute [A-Z ]+ in a read-only/,
        ),
      ]);
    }
    expect((await run('status', env)).code).toBe(0);
  } finally {
    await readOnly.drop();
  }
});
