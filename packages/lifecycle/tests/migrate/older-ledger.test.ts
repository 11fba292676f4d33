import { unfinishedAttempt } from '@atelier/lifecycle/migrate/attempts.ts';
import { ensureLedger } from '@atelier/lifecycle/migrate/ledger.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';

test('the ledger of an older version gets the columns of backups and profiles; until then it names none', async () => {
  const database = await createTestDatabase({ empty: true });
  const { db } = database;
  try {
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
  } finally {
    await database.drop();
  }
});
