import { addLink, takeLink } from '@atelier/db/identity/link-writes.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a link that expires while its password is hashed is taken by nobody', async () => {
  const { db } = database;
  const hash = Buffer.alloc(32, 7);
  const made = await addLink(db, { purpose: 'first-admin' }, hash, new Date());
  const take = (now: Date) => db.transaction((trx) => takeLink(trx, hash, now));
  expect(await take(made.expiresAt)).toBeUndefined();
  const before = new Date(made.expiresAt.getTime() - 1);
  expect(await take(before)).toMatchObject({ id: made.id, usedAt: before });
  expect(await take(before)).toBeUndefined();
});
