import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { runKilled } from './run-killed.ts';

const fixtures = join(import.meta.dirname, '../../../packages/lifecycle/tests/adopt/fixtures');

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'atelier-adopt-'));
  environment = { DATABASE_URL: database.connectionString, ATELIER_BACKUP_DIR: folder };
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const load = async (name: string) =>
  database.db.raw((await readFile(join(fixtures, `${name}.sql`), 'utf8')).replaceAll('?', '\\?'));
const loadDrifted = async (name: string) => {
  await load(name);
  await load(`${name}.drift`);
};
const cli = (...words: string[]) => runCli(['db', ...words], environment);
const jsonOf = async <Body>(response: Response): Promise<Body> => (await response.json()) as Body;
const rows = async () =>
  (await tableFingerprints(database.db)).filter(({ schema }) => schema !== 'lifecycle');

/** Starts the app, asks for its health and for the list of types, and stops it. */
async function smoke(): Promise<void> {
  const app = startAppProcess(environment);
  try {
    const url = await app.url();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const types = await fetch(`${url}/api/v1/types`);
    expect(await types.json()).toEqual({ items: [] });
  } finally {
    app.process.kill('SIGTERM');
    await app.ended();
  }
}

test('from a refused start to a managed database, and all the way back', async () => {
  await loadDrifted('time-legacy');
  const before = await rows();

  for (const bootstrap of ['1', '0']) {
    const refused = startAppProcess({
      ...environment,
      DB_BOOTSTRAP: bootstrap,
      DB_REPAIR: bootstrap,
    });
    expect(await refused.ended()).toBe(1);
    expect(refused.errors()).toContain('ERR_DATABASE_UNADOPTED: profiles time-legacy');
    expect(refused.errors()).toContain('npm run atelier -- db adopt time-legacy --dry-run');
    expect(refused.output().includes('owner 1002: timer 302')).toBe(bootstrap === '1');
  }
  expect((await cli('baseline')).out).toBe('time-legacy\n');
  expect((await cli('status')).out).toMatch(
    /^Revision: none; not managed yet: \d+ tables, recognised: time-legacy \(see: npm run atelier -- db baseline\)$/m,
  );
  const look = await cli('baseline', 'time-legacy', '--json', '--exit-code');
  expect(look.code).toBe(3);
  const facts = JSON.parse(look.out);
  expect(facts.differences).toHaveLength(2);
  expect(await readFile(facts.inventory, 'utf8')).toContain('CREATE TABLE public.alarms');

  const drifted = await cli('adopt', 'time-legacy', '--yes', '--no-backup', '--json');
  expect([drifted.code, JSON.parse(drifted.out).error.code]).toEqual([1, 'ERR_PROFILE_DRIFTED']);
  const unasked = await cli('adopt', 'time-legacy', '--repair', '--no-backup');
  expect(unasked.code).toBe(2);
  const dry = await cli('adopt', 'time-legacy', '--repair', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.out).toContain('owner 1002: timer 302');
  expect(await rows()).toEqual(before);

  const adopted = await cli(
    ...['adopt', 'time-legacy', '--repair', '--fix-functions', '--yes', '--no-backup'],
  );
  expect([adopted.code, adopted.errors]).toEqual([0, expect.any(String)]);
  expect(adopted.out).toContain('its 14 tables stand in the schema time');
  expect((await readdir(folder)).filter((name) => name.endsWith('.sql'))).toHaveLength(2);
  await smoke();

  const head = await cli('status', '--json', '--exit-code');
  expect(head.code).toBe(0);
  const { baseline } = facts;
  for (const words of [
    ['down', '--to', baseline],
    ['adopt', 'time-legacy', '--release'],
    ['down', '--to', 'none'],
  ]) {
    expect(await cli(...words, '--yes', '--no-backup'), words.join(' ')).toMatchObject({ code: 0 });
  }
  // The repairs stay until they are taken back, too; all else is as it was.
  const repaired = ['resources', 'time_entries'];
  const others = (all: typeof before) => all.filter(({ table }) => !repaired.includes(table));
  expect(others(await rows())).toEqual(others(before));
});

test.each([
  // At the head these have new columns.
  { area: 'tracks', names: ['tracks'], changed: ['synopsis_versions', 'tracks', 'users'] },
  {
    area: 'runs',
    names: ['runs-v1', 'runs-v2'],
    changed: [
      'projects',
      'test_suites',
      'testcases',
      'testcase_versions',
      'runs',
      'run_items',
      'run_results',
    ],
  },
])('the app starts on adopted $names', async ({ area, names, changed }) => {
  for (const name of names) await loadDrifted(name);
  const before = await rows();
  for (const name of names) {
    const adopted = await cli('adopt', name, '--accept-all', '--yes', '--no-backup');
    expect(adopted, adopted.errors).toMatchObject({ code: 0 });
  }
  await smoke();
  const hashes = (all: typeof before) => new Map(all.map(({ table, hash }) => [table, hash]));
  const after = hashes((await rows()).filter(({ schema }) => ['public', area].includes(schema)));
  for (const [table, hash] of hashes(before)) {
    if (changed.includes(table)) continue;
    expect([table, after.get(table)]).toEqual([table, hash]);
  }
});

interface OneType {
  readonly id: string | number;
  readonly name: string;
  readonly counts: object;
}

test('the older miniatures are refused beside an empty area, and served when they are adopted', async () => {
  await load('miniatures-legacy');
  const refused = startAppProcess(environment);
  expect(await refused.ended()).toBe(1);
  expect(refused.errors()).toContain('db adopt miniatures-legacy --dry-run');
  const adopted = await cli('adopt', 'miniatures-legacy', '--yes', '--no-backup');
  expect(adopted, adopted.errors).toMatchObject({ code: 0 });
  const app = startAppProcess({ ...environment, DB_BACKUP: '0' });
  try {
    const api = `${await app.url()}/api/v1`;
    const { items } = await jsonOf<{ items: OneType[] }>(await fetch(`${api}/types`));
    expect(items).toHaveLength(4);
    const orks = items.find(({ name }) => name === 'Ork Boyz');
    expect(orks?.counts).toMatchObject({ in_box: 20, done: 5 });
    const history = await jsonOf<{ items: unknown[] }>(
      await fetch(`${api}/types/${orks?.id}/history`),
    );
    expect(history.items).toMatchObject([
      { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 5 },
      { from_stage: 'BUILDING', to_stage: 'PRIMING', qty: 5 },
      {
        from_stage: 'PRIMING',
        to_stage: 'DONE',
        qty: 5,
        timestamp: expect.stringMatching(/^2023-01-02T10:00:00/),
      },
    ]);
    const moved = await fetch(`${api}/types/${orks?.id}/move`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from_stage: 'IN_BOX', to_stage: 'DONE', qty: 20 }),
    });
    expect((await jsonOf<OneType>(moved)).counts).toMatchObject({ in_box: 0, done: 25 });
  } finally {
    app.process.kill('SIGTERM');
    await app.ended();
  }
});

test('one difference after the other is accepted by its name', async () => {
  await loadDrifted('tracks');
  const accept = (id: string) => ['--accept', id];
  const all = [
    'missing:index:chat_messages.idx_chat_messages_thread_created',
    'default:column:chat_templates.version',
    'not-valid:foreign-key:synopses.synopses_session_id_fkey',
  ].flatMap(accept);
  const adopt = ['adopt', 'tracks', '--yes', '--no-backup', '--json'];
  const open = await cli(...adopt, ...all);
  expect(JSON.parse(open.out).error).toMatchObject({
    code: 'ERR_PROFILE_DRIFTED',
    differences: 1,
    first: 'extra:column:tracks.color',
  });
  const misspelt = await cli(...adopt, ...accept('extra:column:tracks.colour'));
  expect(JSON.parse(misspelt.out).error.code).toBe('ERR_DIFFERENCE_UNKNOWN');
  const done = await cli(...adopt, ...all, ...accept('extra:column:tracks.color'));
  expect(JSON.parse(done.out).accepted).toHaveLength(4);
  expect(await cli('adopt', 'nobody')).toMatchObject({ code: 2 });
});

test('stamp writes only what the schema is', async () => {
  expect((await cli('up', '--yes', '--no-backup')).code).toBe(0);
  const { revision } = JSON.parse((await cli('status', '--json')).out);
  await database.db.raw('DROP SCHEMA lifecycle CASCADE; DROP INDEX runs.idx_projects_archived_at');
  const refused = await cli('stamp', revision, '--yes', '--no-backup');
  expect(refused.code).toBe(1);
  expect(refused.errors).toContain('ERR_STAMP_DIFFERS');
  expect(refused.errors).toContain('missing:index:projects.idx_projects_archived_at');
  await database.db.raw('CREATE INDEX idx_projects_archived_at ON runs.projects (archived_at)');
  expect(await cli('stamp', revision, '--yes', '--no-backup')).toMatchObject({ code: 0 });
  expect((await cli('status', '--exit-code')).code).toBe(0);
});

test('repair plans, and does nothing until it is told to', async () => {
  await load('time-legacy');
  const before = await rows();
  const planned = await cli('repair', '--json', '--exit-code');
  expect(planned.code).toBe(3);
  expect(JSON.parse(planned.out).repairs).toHaveLength(4);
  const dry = await cli('adopt', 'time-legacy', '--dry-run');
  expect([dry.code, dry.out]).toEqual([
    0,
    expect.stringMatching(
      /Everything it owns is as expected\.[\s\S]*To be repaired before the head is reached[\s\S]*resource-key:area_id/,
    ),
  ]);
  expect(await rows()).toEqual(before);
  const one = await cli('repair', '--only', 'running-timers', '--yes', '--no-backup', '--json');
  expect(JSON.parse(one.out).done).toEqual([{ repair: 'running-timers', record: '1' }]);
  expect(await cli('repair', '--only', 'running-timers')).toMatchObject({ code: 2 });
  expect(await cli('repair', '--undo', '1', '--yes', '--no-backup')).toMatchObject({ code: 0 });
  expect(await rows()).toEqual(before);
});

test('an adoption that is killed is told of, done again, and its release too', async () => {
  await load('time-legacy');
  const killedAt = (at: string, words: readonly string[]) =>
    runKilled(at, ['db', ...words], environment, database.db);
  const adopt = [
    ...['adopt', 'time-legacy', '--repair', '--fix-functions', '--yes', '--no-backup'],
  ];
  // Behind the repairs, which are transactions of their own: one keeps old values in new columns.
  await killedAt('adoption.before', adopt);
  const fixed = await rows();
  const status = await cli('status', '--exit-code');
  expect([status.code, status.out]).toEqual([
    3,
    expect.stringMatching(
      /✗ The adoption of time-legacy by \S+ at \S+ was killed\.\n {2}It was rolled back; .* Once more: npm run atelier -- db adopt time-legacy\n/,
    ),
  ]);
  const again = await cli(...adopt);
  expect([again.code, again.errors]).toEqual([
    0,
    expect.stringMatching(/The adoption of time-legacy was interrupted .*nothing of it is left/),
  ]);

  const release = ['adopt', 'time-legacy', '--release', '--yes', '--no-backup'];
  await killedAt('adoption.before-commit', release);
  const { interrupted } = JSON.parse((await cli('status', '--json')).out);
  expect(interrupted).toMatchObject({ profile: 'time-legacy', direction: 'down' });
  const released = await cli(...release);
  expect([released.code, released.errors]).toEqual([
    0,
    expect.stringContaining('The release of time-legacy was interrupted'),
  ]);
  expect(await rows()).toEqual(fixed);
  expect(JSON.parse((await cli('status', '--json')).out)).toMatchObject({ interrupted: null });
});
