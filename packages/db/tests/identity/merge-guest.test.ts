import { randomUUID } from 'node:crypto';
import { ensureGuest, ensureOwner } from '@atelier/db/identity/guest-writes.ts';
import { mergeGuest } from '@atelier/db/identity/merge-guest.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { appRoleUrl } from '@atelier/testkit/app-role.ts';
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

test('as the role of the app, a history that it may not change keeps who it was', async () => {
  const { db } = database;
  const app = connect({ connectionString: await appRoleUrl(db, database.connectionString) });
  try {
    const [device, account] = [randomUUID(), randomUUID()];
    const guest = await ensureGuest(app, device);
    await app('identity.users').insert({ id: account, displayName: 'C', email: 'c@example.org' });
    await app('tracks.pages_seen').insert({ userId: guest.id, page: 'one' });
    await app('tracks.said').insert({ userId: guest.id, text: 'before' });
    const merged = await app.transaction((trx) => mergeGuest(trx, device, account));
    expect(merged?.tables).toEqual([
      { table: 'tracks.pages_seen', moved: 1, kept: 0 },
      { table: 'tracks.said', moved: 0, kept: 1 },
    ]);
  } finally {
    await app.destroy();
  }
});

test.each([
  ['goes over wholly', false],
  ['stays wholly where the account has one', true],
])(
  'a guest’s picture %s, and what a guest attached to something is the account’s',
  async (_what, has) => {
    const { db } = database;
    const [device, account] = [randomUUID(), randomUUID()];
    const guest = await ensureGuest(db, device);
    await db('identity.users').insert({ id: account, displayName: 'D', email: `${account}@x.org` });
    const file = (name: string, ownerId: string, entityType: string, entityId: string) => ({
      ...{ id: randomUUID(), name, ownerId, entityType, entityId },
      ...{ use: 'profile-picture', mediaType: 'image/png', size: 1, sha256: Buffer.alloc(32) },
      storageKey: randomUUID().replaceAll('-', ''),
    });
    await db('identity.files').insert([
      file('picture', guest.id, 'user', guest.id),
      file('plan', guest.id, 'result', 'p.1'),
      ...(has ? [file('own', account, 'user', account)] : []),
    ]);
    const merged = await db.transaction((trx) => mergeGuest(trx, device, account));
    expect(merged?.tables).toEqual([
      { table: 'identity.files', moved: has ? 1 : 2, kept: has ? 1 : 0 },
    ]);
    const rows = await db('identity.files').whereIn('ownerId', [guest.id, account]).select();
    const whose = rows.map(({ name, ownerId, entityId }) => [name, ownerId, entityId]);
    const picturesOf = has ? guest.id : account;
    expect(whose.toSorted()).toEqual(
      [
        ['picture', picturesOf, picturesOf],
        ['plan', account, 'p.1'],
        ...(has ? [['own', account, account]] : []),
      ].toSorted(),
    );
  },
);

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
