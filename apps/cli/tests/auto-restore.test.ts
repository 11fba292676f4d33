import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// On an embedded server of its own: a migration outside of transactions fails half way.

const first = '20260101000000_shop_create_goods';
const second = '20260102000000_shop_half_done';
let root: string;
const folder = () => join(root, 'migrations');

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-auto-restore-'));
  await mkdir(folder());
  await write(
    first,
    "CREATE SCHEMA shop; CREATE TABLE shop.goods (id int, name text); INSERT INTO shop.goods VALUES (1, 'kept')",
  );
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function write(name: string, ...up: string[]): Promise<void> {
  const loose = up.length > 1 ? 'export const config = { transaction: false };' : '';
  await writeFile(
    join(folder(), `${name}.js`),
    `${loose}
     export async function up(knex) { for (const sql of ${JSON.stringify(up)}) await knex.raw(sql); }
     export async function down(knex) { await knex.raw('DROP SCHEMA shop CASCADE'); }`,
  );
}

/** Runs a command with `--json` in this process; what it printed as the facts. */
async function run(...words: string[]) {
  const environment = { ATELIER_DATA_DIR: join(root, 'data'), ATELIER_BACKUP_KEEP: '1' };
  const { printed, ...rest } = await runInProcess(
    [...words, '--json', '--yes'],
    environment,
    folder(),
  );
  return { ...rest, facts: JSON.parse(printed[0] ?? '') };
}

test('half a migration is put back by the backup that was made before it', async () => {
  expect((await run('up')).facts).toEqual({ changed: [first], revision: first });
  await write(second, "UPDATE shop.goods SET name = 'lost'", 'SELECT 1 / (SELECT 0)');

  const rehearsed = await run('up', '--rehearsed', '--no-backup');
  expect(rehearsed.facts.error).toMatchObject({
    code: 'ERR_MIGRATION_NOT_REHEARSED',
    name: second,
  });

  const failed = await run('up', '--auto-restore');
  expect(failed.code).toBe(1);
  expect(failed.errors).toMatch(/Restored \S+before-up; what had been done is kept as \S+/);
  const { facts } = await run('status');
  expect(facts).toMatchObject({ revision: first, pending: [second], interrupted: null });

  const again = await run('up');
  expect(again.errors).toMatch(/It is half done. To go back to before it: atelier db restore \S+/);
  expect((await run('status')).facts.interrupted).toMatchObject({
    name: second,
    outcome: 'failed',
  });
  const [backup = ''] = again.errors.match(/\d{8}T\d{6}Z\S*before-up/) ?? [];

  // A retry goes back to the backup from before the first attempt, which outlives every other one.
  const retried = await run('up');
  expect(retried.errors).toContain(`db restore ${backup}`);
  expect((await run('backup')).code).toBe(0);
  const { facts: listed } = await run('backups');
  expect(listed.backups.map(({ name }: { name: string }) => name)).toContain(backup);
  expect((await run('restore', backup)).code).toBe(0);
  expect((await run('status')).facts.interrupted).toBeNull();
});
