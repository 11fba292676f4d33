import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { lifecycleError } from '@atelier/lifecycle/errors/lifecycle-errors.ts';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { asTyped } from '@atelier/lifecycle/terminal/failure-line.ts';
import {
  makeStateWorld,
  migrationStates,
  type StateWorld,
} from '@atelier/testkit/migration-states.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

// Where ledger, attempts and files disagree, every command names the same next step, and that one leads
// on: whoever does what the messages say, and nothing else, comes out of it.

let database: TestDatabase;
let world: StateWorld;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 2 });
  world = await makeStateWorld(database.db);
});
afterEach(async () => {
  await database.drop();
  await world.remove();
});

/** Runs a command; all that it printed. */
async function run(...words: readonly string[]): Promise<{ code: number; text: string }> {
  const env = { DATABASE_URL: database.connectionString };
  const { code, printed, errors } = await runInProcess(words, env, world.folder);
  return { code, text: [...printed, errors].join('\n') };
}

const status = () => migrationStatus(database.db, { folder: world.folder });

/** The first command of ours in a text, as it is typed behind `db`. */
function commandIn(text: string): readonly string[] | undefined {
  return /atelier db ((?:up|down|drift)(?: --[\w-]+(?: \w+)?)*)/.exec(text)?.[1]?.split(' ');
}

proof('states-walked-out-of', { short: 5, long: 22 }, ({ some, passed }) => {
  test.each(some(migrationStates))('$name', async ({ step, arrange }) => {
    await arrange(world);
    expect((await status()).nextStep?.code ?? null).toBe(step);
    await expectSameStep();
    await walkOut();
    passed();
  });
});

/** Whether somebody has made the ledger say what an unfinished attempt was on its way to. */
async function isSettled(): Promise<boolean> {
  const { interrupted, applied } = await status();
  if (interrupted === null) return false;
  const isApplied = applied.some(({ name }) => name === interrupted.name);
  return isApplied === (interrupted.direction === 'up');
}

/** Nothing is done by it. */
async function expectSameStep(): Promise<void> {
  const { nextStep, interruptedProgress } = await status();
  const says =
    nextStep === null ? '' : asTyped(lifecycleError(nextStep.code, nextStep.params), 'atelier');
  const looked = await run('status');
  expect(looked.text).toContain(says);
  expect((await run('drift')).text).toContain(says);
  // All of them are outside of transactions.
  expect(looked.text).not.toContain('rolled back');
  if (await isSettled()) expect(looked.text).toMatch(/It counts as (applied|taken back): somebody/);
  // Those that act either can, or name it too.
  for (const command of ['up', 'down', 'sql', 'rehearse', 'reset']) {
    const { code, text } = await run(command, '--dry-run');
    if (code !== 0) expect([command, text]).toEqual([command, expect.stringContaining(says)]);
  }
  if (interruptedProgress === null) return;
  // A fix would be one of what half a migration has done.
  const before = await readdir(world.folder);
  const refused = { code: 1, text: expect.stringContaining(says) };
  expect(await run('drift', '--fix', 'auto')).toEqual(refused);
  expect(await readdir(world.folder)).toEqual(before);
}

/** Does what `status` says until nothing has to be done first, then what `drift` says, and then `up`. */
async function walkOut(): Promise<void> {
  const seen: string[] = [];
  for (;;) {
    const { nextStep, pending } = await status();
    if (nextStep === null) break;
    const state = JSON.stringify([nextStep, pending]);
    const { text } = await run('status');
    const command = commandIn(text);
    // What a message asks a person to do is done when no command is named, or it led nowhere.
    if (command === undefined || seen.at(-1) === state) {
      const correct = world.corrections.shift();
      expect([seen, correct]).toEqual([seen, expect.any(Function)]);
      expect(text).toMatch(/\b(bring|correct|give the new file)\b/i);
      await correct?.();
      seen.push('corrected');
      continue;
    }
    seen.push(state);
    await run(...command, '--yes', '--no-backup');
    expect(seen.length).toBeLessThan(8);
  }
  for (const correct of world.corrections) await correct();
  const fix = commandIn((await run('drift')).text);
  if (fix !== undefined) expect((await run(...fix)).code).toBe(0);
  const settled = await isSettled();
  const up = await run('up', '--yes', '--no-backup');
  expect(up.code).toBe(0);
  if (settled) expect(up.text).toContain('the ledger was changed since, and what it says counts');
  expect(await status()).toMatchObject({ nextStep: null, pending: [], interrupted: null });
  expect((await findDrift(database.db, { folder: world.folder })).differences).toEqual([]);
}

test('the latest that was run is taken back, although a later form is stamped behind it', async () => {
  const { baseline, laterForms } = profiles['time-legacy'];
  const [timer = '', keys = ''] = laterForms.map(({ migration }) => migration);
  const text = 'export async function up() {}\nexport async function down() {}\n';
  for (const name of [baseline, timer, keys])
    await writeFile(join(world.folder, `${name}.js`), text);
  for (const { name, checksum } of await readMigrationFiles(world.folder)) {
    const origin = name === timer ? 'run' : 'stamp';
    await database
      .db('lifecycle.schema_migrations')
      .insert({ name, checksum, durationMs: 0, origin })
      .onConflict()
      .ignore();
  }
  expect(await run('down', '--dry-run')).toEqual({
    code: 0,
    text: expect.stringContaining(`To take back, in this order:\n  ${timer}\n`),
  });
});

test('taking half of it back says which rows that changes, before it is asked', async () => {
  const name = '20260102000000_shop_dear';
  await writeFile(
    join(world.folder, `${name}.js`),
    `export const config = { transaction: false };
     export async function up(knex) {
       await knex.raw('ALTER TABLE shop.goods ADD COLUMN stock int');
       await knex.raw('SELECT 1 / 0 FROM shop.goods FOR UPDATE');
       await knex.raw('UPDATE shop.goods SET price = price * 100');
     }
     export async function down(knex) {
       await knex.raw('UPDATE shop.goods SET price = price / 100');
       await knex.raw('ALTER TABLE shop.goods DROP COLUMN stock');
     }`,
  );
  await database.db.raw('INSERT INTO shop.goods VALUES (1, 100)');
  expect((await run('up', '--yes', '--no-backup')).code).toBe(1);
  const { code, text } = await run('down');
  expect([code, text]).toEqual([
    2,
    expect.stringMatching(
      /shop_dear \(half done\)\n {2}This changes rows.*:\n {4}UPDATE shop\.goods SET price = price \/ 100\n/,
    ),
  ]);
});
