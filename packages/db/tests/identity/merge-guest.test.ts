import { randomUUID } from 'node:crypto';
import { ensureGuest, ensureOwner } from '@atelier/db/identity/guest-writes.ts';
import { mergeGuest } from '@atelier/db/identity/merge-guest.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  // What an area may have: one of each kind a user, and a history that is never changed.
  await database.db.raw(`
    CREATE TABLE tracks.pages_seen (
      user_id uuid NOT NULL REFERENCES identity.users (id), page text NOT NULL, PRIMARY KEY (user_id, page));
    CREATE TABLE tracks.said (user_id uuid NOT NULL REFERENCES identity.users (id), text text);
    CREATE FUNCTION tracks.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
    CREATE TRIGGER said_append_only BEFORE UPDATE ON tracks.said EXECUTE FUNCTION tracks.refuse()`);
});
afterAll(() => database.drop());

test('what a guest has in any area becomes the account’s; what both have stays apart', async () => {
  const { db } = database;
  await ensureOwner(db);
  const device = randomUUID();
  await ensureGuest(db, randomUUID());
  const guest = await ensureGuest(db, device);
  const account = randomUUID();
  await db('identity.users').insert({ id: account, displayName: 'A', email: 'a@example.org' });
  const seen = (userId: string, page: string) => ({ userId, page });
  await db('tracks.pages_seen').insert([
    ...['one', 'two', 'three'].map((page) => seen(guest.id, page)),
    seen(account, 'two'),
  ]);
  await db('tracks.said').insert({ userId: guest.id, text: 'before' });

  const merged = await db.transaction((trx) => mergeGuest(trx, device, account));
  expect(merged).toEqual({
    guestId: guest.id,
    tables: [
      { table: 'tracks.pages_seen', moved: 2, kept: 1 },
      { table: 'tracks.said', moved: 0, kept: 1 },
    ],
  });
  const rows = await db('tracks.pages_seen').orderBy(['page', 'userId']).select();
  expect(rows.filter(({ userId }) => userId === account).map(({ page }) => page)).toEqual([
    'one',
    'three',
    'two',
  ]);
  expect(rows.filter(({ userId }) => userId === guest.id)).toEqual([seen(guest.id, 'two')]);
  expect(await db.transaction((trx) => mergeGuest(trx, device, account))).toBeUndefined();
  // Where nobody signs in any more, the device is whoever its guest became.
  expect((await ensureGuest(db, device)).id).toBe(account);
});

test('a device that is an account’s, or nobody’s, is no guest', async () => {
  const { db } = database;
  const device = randomUUID();
  const [one, other] = [randomUUID(), randomUUID()];
  await db('identity.users').insert([
    { id: one, displayName: 'A', email: 'one@example.org', deviceId: device },
    { id: other, displayName: 'B', email: 'other@example.org' },
  ]);
  for (const each of [device, randomUUID()]) {
    expect(await db.transaction((trx) => mergeGuest(trx, each, other))).toBeUndefined();
  }
});
