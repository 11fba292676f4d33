import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { found, tamper, told, write } from './sealed-log.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Entry ids in the order of their seals, by chain. */
async function sealed(): Promise<Readonly<Record<string, readonly number[]>>> {
  const rows = await database.db('identity.audit_chain').orderBy('position').select('*');
  const chains: Record<string, number[]> = {};
  for (const { chain, entryId } of rows)
    chains[chain] = [...(chains[chain] ?? []), Number(entryId)];
  return chains;
}

test('rows go into the chain of their project, or else of their area, in the order of their ids', async () => {
  const { db } = database;
  await write(db, 2);
  await write(db, 1, 'p1');
  await write(db, 1);
  const sealer = createSealer(db);
  expect([await sealer.seal(3), await sealer.seal(3), await sealer.seal(3)]).toEqual([3, 1, 0]);
  expect(await sealed()).toEqual({ miniatures: [1, 2, 4], 'project:p1': [3] });
  expect(await found(database)).toEqual([]);
});

test('a row that is committed after later ones is sealed after them, by the same sealer', async () => {
  const { db } = database;
  const sealer = createSealer(db);
  const late = await db.transaction();
  await write(late, 2);
  for (let round = 0; round < 3; round += 1) {
    await write(db, 1);
    expect(await sealer.seal(100)).toBe(1);
  }
  await late.commit();
  expect(await sealer.seal(100)).toBe(2);
  await write(db, 1);
  expect([await sealer.seal(100), await sealer.seal(100)]).toEqual([1, 0]);
  expect(await sealed()).toEqual({ miniatures: [3, 4, 5, 1, 2, 6] });
  expect(await found(database)).toEqual([]);
});

test('what is behind the horizon is looked at no more, until another begins', async () => {
  const { db } = database;
  const sealer = createSealer(db);
  await write(db, 3);
  await sealer.seal(100);
  await sealer.seal(100);
  // As nobody of ours writes: with an id from before, and an older time.
  await tamper(
    database,
    `INSERT INTO identity.audit_log OVERRIDING SYSTEM VALUE
     SELECT -5, created_at - interval '1 hour', actor_id, action, area, command, entity_type, entity_id,
       project_id, run_id, before_json, after_json, request_id, door
     FROM identity.audit_log WHERE id = 1`,
  );
  await write(db, 1);
  expect(await sealer.seal(100)).toBe(1);
  const { sealing } = await verifyAudit(db);
  expect(sealing.unsealed).toBe(1);
  expect(sealing.oldestSeconds).toBeGreaterThan(3_600);
});

test('a row that was put in with an older id and time is told, also when it has been sealed', async () => {
  const { db } = database;
  await write(db, 3);
  await tamper(database, 'DELETE FROM identity.audit_log WHERE id = 2');
  await createSealer(db).seal(100);
  await tamper(
    database,
    `INSERT INTO identity.audit_log OVERRIDING SYSTEM VALUE
     SELECT 2, created_at - interval '1 hour', actor_id, action, area, command, entity_type, entity_id,
       project_id, run_id, before_json, after_json, request_id, door
     FROM identity.audit_log WHERE id = 1`,
  );
  expect(await createSealer(db).seal(100)).toBe(1);
  expect(await found(database)).toEqual(['inserted miniatures 3 #2']);
});

/** As after a restore: other rows, whose ids begin below those that were sealed. */
async function replaced(rows: number): Promise<void> {
  await tamper(database, 'TRUNCATE identity.audit_log, identity.audit_chain RESTART IDENTITY');
  await write(database.db, rows);
}

test('rows of a database that took the place of another are sealed, with lower ids', async () => {
  const { db } = database;
  const sealer = createSealer(db);
  await write(db, 5);
  expect([await sealer.seal(100), await sealer.seal(100)]).toEqual([5, 0]);
  await replaced(2);
  expect([await sealer.seal(100), await sealer.seal(100)]).toEqual([2, 0]);
  // With as many rows as before, it is told by what failed meanwhile.
  await write(db, 3);
  expect([await sealer.seal(100), await sealer.seal(100)]).toEqual([3, 0]);
  await replaced(6);
  await db.raw('ALTER TABLE identity.audit_chain RENAME TO gone');
  await write(db, 1);
  await expect(sealer.seal(100)).rejects.toThrow('audit_chain');
  await db.raw('ALTER TABLE identity.gone RENAME TO audit_chain');
  expect(await sealer.seal(100)).toBe(7);
  expect(await found(database)).toEqual([]);
});

test('a database that took the place of another is known also by itself, with as many rows', async () => {
  const { db } = database;
  const sealer = createSealer(db);
  await write(db, 2);
  expect([await sealer.seal(100), await sealer.seal(100)]).toEqual([2, 0]);
  const other = await createTestDatabase();
  await write(other.db, 3);
  const [here, there] = [database, other].map(({ connectionString }) =>
    new URL(connectionString).pathname.slice(1),
  );
  const url = new URL(database.connectionString);
  url.pathname = '/postgres';
  const admin = connect({ connectionString: url.href, poolSize: 1 });
  await Promise.all([db.destroy(), other.db.destroy()]);
  for (const [from, to] of [
    [here, 'between'],
    [there, here],
    ['between', there],
  ]) {
    await admin.raw(`ALTER DATABASE ${from} RENAME TO ${to}`);
  }
  await admin.destroy();
  db.initialize();
  expect(await sealer.seal(100)).toBe(3);
  other.db.initialize();
  await other.drop();
});

test('where sessions keep one snapshot unless told, no row is passed over', async () => {
  const { db } = database;
  const { rows } = await db.raw('SELECT current_database() AS name');
  await db.raw(
    `ALTER DATABASE ${rows[0].name} SET default_transaction_isolation = 'repeatable read'`,
  );
  await db.destroy();
  db.initialize();
  const seen: string[] = [];
  db.on('query', ({ sql }: { readonly sql: string }) => seen.push(sql));
  await write(db, 1);
  expect(await createSealer(db).seal(100)).toBe(1);
  expect(seen.join('\n')).toMatch(/isolation level read committed/i);
});

test('two sealers at once seal each row once', async () => {
  const { db } = database;
  let isWriting = true;
  const writeAll = async () => {
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let round = 0; round < 25; round += 1) await write(db, 2, lane % 2 ? 'p1' : undefined);
    });
    await Promise.all(lanes).finally(() => {
      isWriting = false;
    });
    return 0;
  };
  const sealAll = async () => {
    const sealer = createSealer(db);
    let rows = 0;
    for (let last = 1; isWriting || last > 0; rows += last) last = await sealer.seal(50);
    return rows;
  };
  const rows = await Promise.all([writeAll(), sealAll(), sealAll()]);
  // Whoever found the other at work may have stopped before the end.
  const rest = await createSealer(db).seal(1_000);
  expect(rows.reduce((sum, each) => sum + each, rest)).toBe(400);
  const report = await verifyAudit(db);
  expect([report.rows, report.sealing.unsealed, told(report)]).toEqual([400, 0, []]);
});

test('while somebody seals nobody else does, and nobody waits', async () => {
  const { db } = database;
  await write(db, 1);
  const held = await db.transaction();
  await held.raw('SELECT pg_advisory_xact_lock(4101887202)');
  expect(await createSealer(db).seal(100)).toBe(0);
  await write(db, 1);
  await held.rollback();
  expect(await createSealer(db).seal(100)).toBe(2);
});

test('a rolled back sealing leaves no trace, and is done again', async () => {
  const { db } = database;
  await write(db, 5);
  const sealer = createSealer(db);
  await db.raw('ALTER TABLE identity.audit_chain ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
  await expect(sealer.seal(100)).rejects.toThrow('full_disk');
  await db.raw('ALTER TABLE identity.audit_chain DROP CONSTRAINT full_disk');
  expect([await sealer.seal(100), await sealer.seal(100)]).toEqual([5, 0]);
  expect(await found(database)).toEqual([]);
});

test.each([
  'UPDATE identity.audit_chain SET position = 1',
  'DELETE FROM identity.audit_chain',
  'TRUNCATE identity.audit_chain',
])('the chain is only added to: %s', async (statement) => {
  await expect(database.db.raw(statement)).rejects.toThrow('append-only');
});
