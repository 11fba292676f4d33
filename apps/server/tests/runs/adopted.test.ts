import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importLegacy } from '@atelier/api/runs/legacy-import.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { readLegacyTables } from '@atelier/db/runs/legacy-reads.ts';
import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { release } from '@atelier/lifecycle/adopt/release.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { hash } from '@node-rs/bcrypt';
import { expect, test } from 'vitest';
import { type Browser, createBrowser } from '../identity/browser.ts';
import { password } from '../identity/team.ts';
import { openApp } from '../start-test-app.ts';
import { oldClient } from './old-client.ts';

const fixtures = join(import.meta.dirname, '../../../../packages/lifecycle/tests/adopt/fixtures');
const olga = '00000000-0000-4000-8000-000000000001';

async function load(db: TestDatabase['db'], file: string): Promise<void> {
  const sql = await readFile(join(fixtures, file), 'utf8');
  await db.raw(sql.replaceAll('?', '\\?'));
}

/** As it stood before the adoption. */
async function rowsOf(db: TestDatabase['db']) {
  return (await tableFingerprints(db)).filter(({ schema }) => schema !== 'lifecycle');
}

const names = ['runs-v1', 'runs-v2'] as const;

test.each([
  { what: 'as its program made it', drifted: false },
  { what: 'as somebody changed it by hand', drifted: true },
])('a database $what is what the area shows, and goes back as it was', async ({ drifted }) => {
  const database = await createTestDatabase({ empty: true });
  const { db } = database;
  for (const name of names) await load(db, `${name}.sql`);
  if (drifted) for (const name of names) await load(db, `${name}.drift.sql`);
  const passwordHash = (await hash(password, { cost: 5 })).replace('$2b$', '$2a$');
  await db('users').where({ id: olga }).update({ passwordHash });
  const before = await rowsOf(db);

  for (const name of names) {
    const plan = await planAdoption(db, profiles[name]);
    const accepted = new Set(plan.differences.map(({ id }) => id));
    await adopt(db, plan, { accepted, fixFunctions: true });
  }
  await migrateUp(db);
  // Whoever sees everything: wild values are in every corner.
  const lead = { userId: olga, role: 'lead', scopeType: 'global', scopeId: '' };
  await db('identity.user_roles').insert(lead).onConflict().ignore();

  const own = connect({ connectionString: database.connectionString });
  const settings = { allowedOrigins: [], logLevel: 'error' };
  const app = await openApp(
    { db: own, connectionString: database.connectionString },
    { settings, authMode: 'team' },
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = createBrowser(url);
  await browser.call('identity.signIn', { email: 'olga@example.org', password });
  expect(await browser.who()).toBe('Olga@Example.org');
  await readAll(browser);
  await readContract(url);
  await app.close();
  await own.destroy();

  await migrateDown(db, { to: profiles['runs-v2'].baseline });
  await release(db, profiles['runs-v2']);
  await migrateDown(db, { to: profiles['runs-v1'].baseline });
  await release(db, profiles['runs-v1']);
  const after = await rowsOf(db);
  const here = (rows: typeof before) => rows.filter(({ schema }) => schema === 'public');
  expect(here(after)).toEqual(here(before));
  await database.drop();
});

type Row = Readonly<Record<string, string>>;

/** Every page's reads, of everything there is. */
async function readAll(browser: Browser) {
  const read = async (procedure: string, input: object = {}) => {
    const path = `${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const { status, data, code } = await browser.read(path);
    expect([procedure, input, status, code]).toEqual([procedure, input, 200, undefined]);
    return data;
  };
  const projects = [
    ...((await read('runs.projects.list')) as Row[]),
    ...((await read('runs.projects.list', { archived: true })) as Row[]),
  ];
  expect(projects.length).toBeGreaterThan(0);
  const seen = { cases: 0, runs: 0, items: 0 };
  for (const { id: projectId } of projects) {
    await read('runs.projects.get', { projectId });
    await read('runs.projects.members', { projectId });
    await read('runs.suites.list', { projectId });
    await read('runs.assets.list', { projectId });
    for (const { id: templateId } of (await read('runs.templates.list', { projectId })) as Row[]) {
      await read('runs.templates.get', { templateId });
    }
    for (const archived of [false, true]) {
      const cases = (await read('runs.cases.list', { projectId, archived, limit: 500 })) as {
        items: Row[];
      };
      seen.cases += cases.items.length;
      for (const { id: caseId } of cases.items) {
        await read('runs.cases.get', { caseId });
        await read('runs.cases.versions', { caseId });
      }
    }
    const runs = (await read('runs.runs.list', { projectId, limit: 500 })) as { items: Row[] };
    seen.runs += runs.items.length;
    for (const { id: runId } of runs.items) {
      await read('runs.runs.get', { runId });
      await read('runs.runs.missing', { runId });
      seen.items += ((await read('runs.runs.items', { runId })) as Row[]).length;
    }
  }
  await read('runs.reasons.list');
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
}

/** What programs of the older lab read, held against the document. */
async function readContract(url: string) {
  const signedIn = await oldClient(url).post('/api/auth/login', {
    ...{ email: 'olga@example.org', password },
  });
  const client = oldClient(url, signedIn.body.token);
  const { projects } = (await client.get('/api/projects')).body;
  for (const { id } of projects) {
    expect((await client.get(`/api/projects/${id}/members`)).status).toBe(200);
  }
  const { runs } = (await client.get('/api/v2/runs?limit=200')).body;
  expect(runs.length).toBeGreaterThan(0);
  for (const { id } of runs) expect((await client.get(`/api/v2/runs/${id}`)).status).toBe(200);
  expect((await client.get('/api/fail-reasons')).status).toBe(200);
}

test('the checklists of an adopted database are brought over, whatever stands in them, and once', async () => {
  const database = await createTestDatabase({ empty: true });
  const { db } = database;
  for (const name of names) await load(db, `${name}.sql`);
  for (const name of names) {
    const plan = await planAdoption(db, profiles[name]);
    const accepted = new Set(plan.differences.map(({ id }) => id));
    await adopt(db, plan, { accepted, fixFunctions: true });
  }
  await migrateUp(db);
  const bring = async () =>
    db.transaction(async (trx) =>
      importLegacy(trx, await readLegacyTables(trx), {
        ...{ reason: 'requirements_gap', inPlace: true, hash: async (text) => text },
      }),
    );
  const count = async (table: string) => Number((await db(`runs.${table}`).count())[0]?.count);
  const { report } = await bring();
  expect(report.suites.added).toBe(await count('test_sections'));
  expect(report.cases.added).toBe(await count('test_cases'));
  expect(report.runs.added).toBe(await count('test_runs'));
  const { ok, fail, na, open } = report.results;
  expect(ok + fail + na + open).toBe(await count('run_test_results'));
  const again = await bring();
  expect(again.report).toMatchObject({
    ...{ suites: { added: 0 }, cases: { added: 0 }, runs: { added: 0 } },
    results: { ok: 0, fail: 0, na: 0, open: 0 },
  });
  await database.drop();
});
