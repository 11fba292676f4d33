import { unfinishedAttempt } from '@atelier/lifecycle/migrate/attempts.ts';
import { ensureLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import {
  type AdoptionFacts,
  ensureAdoptionRecords,
  readAdoption,
  writeAdoption,
} from '@atelier/lifecycle/records/adoption-record.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});
afterAll(() => database.drop());

test('the ledger of an older version gets the columns of backups and profiles; until then it names none', async () => {
  const { db } = database;
  await ensureLedger(db);
  await db.raw(
    `ALTER TABLE lifecycle.migration_attempts DROP COLUMN backup, DROP COLUMN profile;
     ALTER TABLE lifecycle.attempt_statements DROP COLUMN sql`,
  );
  const attempt = { name: 'shop', direction: 'up', checksum: 'c', runner: 'studio:42' };
  await db('lifecycle.migration_attempts').insert({ ...attempt, transactional: false });
  expect(await unfinishedAttempt(db)).toMatchObject({
    name: 'shop',
    backup: null,
    profile: null,
  });
  await ensureLedger(db);
  // A ledger that lacks the newest column alone gets that one too.
  await db.raw('ALTER TABLE lifecycle.attempt_statements DROP COLUMN sql');
  await ensureLedger(db);
  await db.raw('SELECT sql FROM lifecycle.attempt_statements');
  await db('lifecycle.migration_attempts').update({ backup: 'before', profile: 'tracks' });
  expect(await unfinishedAttempt(db)).toMatchObject({ backup: 'before', profile: 'tracks' });
});

test('an adoption that an older version wrote down has stamped its baseline', async () => {
  const { db } = database;
  await ensureLedger(db);
  await ensureAdoptionRecords(db);
  await writeAdoption(db, 'tracks', { madeSchema: true } as AdoptionFacts);
  const { facts } = (await readAdoption(db, 'tracks')) ?? {};
  expect(facts).toEqual({ madeSchema: true, stamped: [profiles.tracks.baseline] });
});
