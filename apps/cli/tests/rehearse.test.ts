import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// On the embedded server: its backups need no client tools, so this runs everywhere.

const first = '20260101000000_shop_create_goods';
const last = '20260102000000_shop_price_goods';

let root: string;
const folderOf = (name: string) => join(root, name);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  for (const name of ['migrations', 'failing']) {
    await mkdir(folderOf(name));
    await write(name, first, 'CREATE SCHEMA shop', 'CREATE TABLE shop.goods (id int)');
  }
  await write('migrations', last, 'ALTER TABLE shop.goods ADD COLUMN price int');
  await write('failing', last, 'SELECT 1', 'SELECT 1 / 0');
  await run(['up', '--to', first]);
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function write(folder: string, name: string, ...up: string[]): Promise<void> {
  const down =
    name === first ? 'DROP SCHEMA shop CASCADE' : 'ALTER TABLE shop.goods DROP COLUMN price';
  await writeFile(
    join(folderOf(folder), `${name}.js`),
    `export async function up(knex) { for (const sql of ${JSON.stringify(up)}) await knex.raw(sql); }
     export async function down(knex) { await knex.raw('${down}'); }`,
  );
}

/** Runs a command with `--json`; what it printed as the facts. */
async function run(words: readonly string[], folder = 'migrations') {
  const environment = { ATELIER_DATA_DIR: join(root, 'data') };
  const { printed, ...rest } = await runInProcess(
    [...words, '--json', '--yes'],
    environment,
    folderOf(folder),
  );
  return { ...rest, facts: JSON.parse(printed[0] ?? '') };
}

test('a pending migration is rehearsed on the latest backup, and then up --rehearsed takes it', async () => {
  const tooEarly = await run(['rehearse']);
  expect([tooEarly.code, tooEarly.facts.error.code]).toEqual([1, 'ERR_REHEARSAL_NO_BACKUP']);
  expect((await run(['up', '--rehearsed', '--no-backup'])).code).toBe(1);

  const { name } = (await run(['backup'])).facts;
  const dry = await run(['rehearse', '--dry-run']);
  expect(dry.facts).toEqual({ backup: name, pending: [last] });

  // A later backup that has the migration is none to rehearse it on.
  await run(['up', '--no-backup']);
  const after = (await run(['backup', 'after'])).facts;
  await run(['down', '--no-backup']);
  const useless = await run(['rehearse', '--backup', after.name]);
  expect([useless.code, useless.facts.error]).toEqual([
    1,
    expect.objectContaining({ code: 'ERR_REHEARSAL_NO_BACKUP', backup: after.name }),
  ]);

  const failed = await run(['rehearse'], 'failing');
  expect([failed.code, failed.facts.error]).toEqual([
    1,
    expect.objectContaining({ code: 'ERR_REHEARSAL_FAILED', name: last, statement: 2 }),
  ]);
  expect(failed.errors).toMatch(/✗ .*\[ERR_REHEARSAL_FAILED: .*reason division by zero\]\n$/);

  const rehearsed = await run(['rehearse']);
  expect(rehearsed.code).toBe(0);
  expect(rehearsed.facts).toMatchObject({ backup: name, pending: [last], lint: { findings: [] } });
  expect(rehearsed.facts.rehearsed).toMatchObject([{ name: last, failure: null }]);
  expect(rehearsed.facts.rehearsed[0].statements.length).toBeGreaterThan(0);

  expect((await run(['status'])).facts.pending).toEqual([last]);
  const up = await run(['up', '--rehearsed', '--no-backup']);
  expect(up.facts).toMatchObject({ changed: [last] });
  expect((await run(['rehearse'])).facts.pending).toEqual([]);
});

test('what is linted can be chosen', async () => {
  const names = async (...words: string[]) => {
    const { code, facts } = await run(['lint', '--exit-code', ...words]);
    expect(code).toBe(0);
    return facts.migrations.map((each: { name: string }) => each.name);
  };
  expect(await names()).toEqual([first, last]);
  expect(await names(first)).toEqual([first]);
  const unknown = await run(['lint', 'no_such_migration']);
  expect([unknown.code, unknown.facts.error.code]).toEqual([2, 'ERR_MIGRATION_UNKNOWN']);
});
