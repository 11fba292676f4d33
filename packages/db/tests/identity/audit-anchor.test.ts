import { anchorKey, isSigned, makeAnchor } from '@atelier/db/identity/anchor-key.ts';
import { chainHeads } from '@atelier/db/identity/audit-heads.ts';
import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { anchorSchema } from '@atelier/domain/identity/audit-anchor.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fillAndSeal, keepOriginal, tamper, told, write } from './sealed-log.ts';

let database: TestDatabase;
let restore: () => Promise<void>;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillAndSeal(database);
  restore = await keepOriginal(database);
});
afterAll(() => database.drop());
beforeEach(() => restore());

const key = anchorKey(Buffer.alloc(32, 1));
const now = new Date('2026-11-29T12:00:00Z');
const anchorNow = async () => makeAnchor(key, await chainHeads(database.db), now);

test('an anchor has the head of every chain, and is what it is read as', async () => {
  const anchor = await anchorNow();
  expect(anchor.heads.map(({ chain, position }) => [chain, position])).toEqual([
    ['miniatures', 30],
    ['project:p1', 20],
  ]);
  expect(anchorSchema.parse(JSON.parse(JSON.stringify(anchor)))).toEqual(anchor);
  expect(told(await verifyAudit(database.db, { anchor }))).toEqual([]);
});

test('a log that went on since has its anchored heads still', async () => {
  const anchor = await anchorNow();
  await write(database.db, 5);
  await createSealer(database.db).seal(100);
  const { findings, rows } = await verifyAudit(database.db, { anchor });
  expect([rows, findings]).toEqual([55, []]);
});

test('an end that was cut off is found with the anchor alone', async () => {
  const anchor = await anchorNow();
  await tamper(
    database,
    'DELETE FROM identity.audit_log WHERE id > 45',
    'DELETE FROM identity.audit_chain WHERE entry_id > 45',
  );
  expect(told(await verifyAudit(database.db))).toEqual([]);
  expect(told(await verifyAudit(database.db, { anchor }))).toEqual([
    'cut_off miniatures 28 ×3',
    'cut_off project:p1 19 ×2',
  ]);
});

test('a whole log that was taken away is found with the anchor', async () => {
  const anchor = await anchorNow();
  await tamper(database, 'TRUNCATE identity.audit_log, identity.audit_chain');
  expect(told(await verifyAudit(database.db))).toEqual([]);
  expect(told(await verifyAudit(database.db, { anchor }))).toEqual([
    'cut_off miniatures 1 ×30',
    'cut_off project:p1 1 ×20',
  ]);
});

test('a chain that was written anew from an edited row on is found with the anchor alone', async () => {
  const anchor = await anchorNow();
  await tamper(
    database,
    "UPDATE identity.audit_log SET actor_id = 'bob' WHERE id = 46",
    'DELETE FROM identity.audit_chain WHERE entry_id >= 46',
  );
  await createSealer(database.db).seal(100);
  expect(told(await verifyAudit(database.db))).toEqual([]);
  expect(told(await verifyAudit(database.db, { anchor }))).toEqual([
    'rewritten miniatures 30',
    'rewritten project:p1 20',
  ]);
});

test('a signature is of everything that an anchor says, and of the key’s owner', async () => {
  const anchor = await anchorNow();
  expect(isSigned(anchor)).toBe(true);
  const [head] = anchor.heads;
  if (head === undefined) throw new Error('no head');
  const other = makeAnchor(anchorKey(Buffer.alloc(32, 2)), anchor.heads, now);
  const forged = [
    { ...anchor, heads: anchor.heads.slice(1) },
    { ...anchor, heads: [{ ...head, position: head.position - 1 }, ...anchor.heads.slice(1)] },
    { ...anchor, heads: [{ ...head, hash: 'a'.repeat(64) }, ...anchor.heads.slice(1)] },
    { ...anchor, heads: [{ ...head, chain: 'runs' }, ...anchor.heads.slice(1)] },
    { ...anchor, madeAt: '2026-11-30T12:00:00.000Z' },
    { ...anchor, publicKey: other.publicKey },
    { ...anchor, signature: other.signature },
    { ...anchor, publicKey: 'AAAA' },
    { ...anchor, publicKey: Buffer.alloc(32, 255).toString('base64') },
    { ...anchor, signature: '' },
  ];
  expect(forged.map(isSigned)).toEqual(forged.map(() => false));
  expect(isSigned(other)).toBe(true);
});

test('the same secret gives the same key, another one another', () => {
  const publicKey = (fill: number) =>
    makeAnchor(anchorKey(Buffer.alloc(32, fill)), [], now).publicKey;
  expect(publicKey(1)).toBe(publicKey(1));
  expect(publicKey(1)).not.toBe(publicKey(2));
});
