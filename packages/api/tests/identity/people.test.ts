import { openIdentity } from '@atelier/api/identity/identity.ts';
import type { LinkMail } from '@atelier/api/identity/link-mail.ts';
import { beginSession } from '@atelier/api/identity/sessions.ts';
import { createCaller } from '@atelier/api/root.ts';
import { grantsOf } from '@atelier/db/identity/user-reads.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import { type AddedUser, addUser } from '@atelier/testkit/add-user.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
let ann: AddedUser;
const sent: LinkMail[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  ann = await addUser(database.db, 'Ann', 'admin');
});
afterEach(() => database.drop());

/** What somebody calls with, with the roles that they have by now. */
async function as({ id }: AddedUser, { mode = 'team' as AuthMode, key = '', mails = false } = {}) {
  const { db } = database;
  const secret = Buffer.alloc(32, 1);
  const opened = openIdentity(db, { mode, secret, publicUrl: 'https://house.example' });
  await opened.close();
  const mailer = {
    canSend: mails,
    send: (mail: LinkMail) => void sent.push(mail),
    close: async () => {},
  };
  const identity = { ...opened, mailer };
  const actor = { id, kind: 'user', grants: await grantsOf(db, id) } as const;
  const context = { ...contextOn(database, actor), identity };
  return createCaller({ ...context, idempotencyKey: key || undefined }).identity;
}

const auditOf = (entityId: string) =>
  database.db('identity.audit_log').where({ entityId }).orderBy('id');

test('a role is given, gets another end, and is taken away; each is in the audit log', async () => {
  const { people } = await as(ann);
  const bob = await addUser(database.db, 'Bob');
  const expiresAt = Date.now() + 60_000;
  const place = { userId: bob.id, role: 'editor', scope: { type: 'project', id: 'p1' } } as const;
  await people.grantRole(place);
  await people.grantRole({ ...place, expiresAt });
  const found = (await people.list()).people.find(({ id }) => id === bob.id);
  expect(found).toMatchObject({
    displayName: 'Bob',
    kind: 'account',
    active: true,
    lastSeenAt: null,
    roles: [{ role: 'editor', scope: { type: 'project', id: 'p1' }, expiresAt }],
  });
  await people.revokeRole(place);
  await people.revokeRole(place);
  expect(await grantsOf(database.db, bob.id)).toEqual([]);
  const log = await auditOf(bob.id);
  expect(log.map(({ action }) => action)).toEqual(['assign_role', 'assign_role', 'revoke_role']);
  expect(log[2]).toMatchObject({ actorId: ann.id, afterJson: { roles: [] } });
});

test('a role is refused where it does not exist, that is over, to a guest, and to nobody', async () => {
  const { people } = await as(ann);
  const bob = await addUser(database.db, 'Bob');
  const grant = (more: object) =>
    refusal(people.grantRole({ userId: bob.id, role: 'owner', ...more } as never));
  expect((await grant({}))[0]).toBe('ERR_ROLE_NOT_IN_SCOPE');
  expect((await grant({ role: 'lead', expiresAt: Date.now() }))[0]).toBe('ERR_EXPIRY_PAST');
  const missing = '00000000-0000-7000-8000-000000000000';
  expect((await grant({ role: 'lead', userId: missing }))[0]).toBe('ERR_USER_NOT_FOUND');
  await database.db('identity.users').where({ id: bob.id }).update({ email: null });
  expect((await grant({ role: 'lead' }))[0]).toBe('ERR_GUEST_WITHOUT_ACCOUNT');
  expect((await refusal(people.deactivate({ userId: bob.id })))[0]).toBe(
    'ERR_GUEST_WITHOUT_ACCOUNT',
  );
});

test('the last administrator stays', async () => {
  const { people } = await as(ann);
  const mine = { userId: ann.id, role: 'admin' } as const;
  const last = ['ERR_LAST_ADMINISTRATOR', {}];
  expect(await refusal(people.revokeRole(mine))).toEqual(last);
  expect(await refusal(people.deactivate({ userId: ann.id }))).toEqual(last);
  expect(await refusal(people.grantRole({ ...mine, expiresAt: Date.now() + 60_000 }))).toEqual(
    last,
  );
  const bob = await addUser(database.db, 'Bob', 'admin');
  await people.revokeRole(mine);
  expect(await grantsOf(database.db, ann.id)).toEqual([]);
  const theirs = await as(bob);
  expect(await refusal(theirs.people.deactivate({ userId: bob.id }))).toEqual(last);
});

test('a repeated request that answers nothing answers nothing again', async () => {
  const bob = await addUser(database.db, 'Bob');
  const { people } = await as(ann, { key: 'k' });
  for (let sent = 0; sent < 2; sent += 1) {
    expect(await people.grantRole({ userId: bob.id, role: 'lead' })).toBeUndefined();
  }
  expect(await auditOf(bob.id)).toHaveLength(1);
});

test('of two administrators who demote each other at once, one stays', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [one, other] = [await addUser(database.db, 'One', 'admin'), ann];
    const callers = [await as(one), await as(other)];
    const outcomes = await Promise.allSettled([
      callers[0]?.people.revokeRole({ userId: other.id, role: 'admin' }),
      callers[1]?.people.deactivate({ userId: one.id }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await database
      .db('identity.user_roles')
      .join('identity.users', 'id', 'user_id')
      .where({ role: 'admin', isActive: true });
    expect(left).toHaveLength(1);
    // The next round begins with Ann alone.
    await database.db('identity.user_roles').whereNot({ userId: ann.id }).delete();
    await database
      .db('identity.user_roles')
      .insert({ userId: ann.id, role: 'admin' })
      .onConflict()
      .ignore();
  }
});

test('who is deactivated is out with sessions and tokens, and comes back without them', async () => {
  const { people } = await as(ann);
  const bob = await addUser(database.db, 'Bob', 'engineer');
  await beginSession(database.db, { userId: bob.id, device: 'Firefox' });
  await (await as(bob)).tokens.create({ name: 'ci', access: 'read' });
  await people.deactivate({ userId: bob.id });
  const [session] = await database.db('identity.sessions').where({ userId: bob.id });
  expect(session).toMatchObject({ endedBecause: 'deactivated' });
  await people.activate({ userId: bob.id });
  expect(await (await as(bob)).tokens.list()).toEqual([]);
  const found = (await people.list()).people.find(({ id }) => id === bob.id);
  expect(found?.lastSeenAt).toBeGreaterThan(0);
  expect((await auditOf(bob.id)).map(({ action }) => action)).toEqual([
    'status_change',
    'status_change',
  ]);
});

test('no link of somebody who administers the house no more lets anybody in', async () => {
  const bob = await addUser(database.db, 'Bob', 'admin');
  const eve = await addUser(database.db, 'Eve');
  const [mine, theirs] = [(await as(ann)).people, (await as(bob)).people];
  const open = () =>
    database.db('identity.one_time_links').whereNull('usedAt').pluck('created_by_id');
  const makeLinks = async () => {
    await theirs.invite({ email: 'bob@elsewhere.example', role: 'admin' });
    await theirs.resetLink({ userId: eve.id });
  };
  await mine.invite({ email: 'kim@example.org', role: 'lead' });
  await makeLinks();
  await mine.revokeRole({ userId: bob.id, role: 'lead' });
  expect(await open()).toHaveLength(3);
  await mine.revokeRole({ userId: bob.id, role: 'admin' });
  expect(await open()).toEqual([ann.id]);
  await makeLinks();
  await mine.deactivate({ userId: bob.id });
  expect(await open()).toEqual([ann.id]);
});

test('where nobody signs in, people are listed and renamed, and nothing is given', async () => {
  const guest = '00000000-0000-7000-8000-00000000000a';
  const gone = '00000000-0000-7000-8000-00000000000b';
  await database.db('identity.users').insert([
    { id: guest, displayName: 'Guest', deviceId: guest },
    { id: gone, displayName: 'Was a guest', isActive: false, mergedIntoId: ann.id },
  ]);
  const { people } = await as(ann, { mode: 'local' });
  await people.rename({ userId: guest, displayName: 'Kitchen tablet' });
  const list = await people.list();
  expect(list.people.map(({ displayName, kind }) => [displayName, kind])).toEqual([
    ['Ann', 'account'],
    ['Kitchen tablet', 'guest'],
  ]);
  for (const call of [
    () => people.grantRole({ userId: ann.id, role: 'lead' }),
    () => people.revokeRole({ userId: ann.id, role: 'lead' }),
    () => people.deactivate({ userId: ann.id }),
    () => people.activate({ userId: ann.id }),
    () => people.invite({ email: 'eve@example.org', role: 'lead' }),
  ]) {
    expect((await refusal(call()))[0]).toBe('ERR_NOT_IN_TEAM_MODE');
  }
});

test('an invitation is told once, sent once, listed, and taken back', async () => {
  sent.length = 0;
  const email = 'Eve@example.org';
  const first = await (await as(ann, { key: 'k', mails: true })).people.invite({
    email,
    role: 'lead',
  });
  expect(first.link).toMatch(/^https:\/\/house\.example\/[a-z-]+#/);
  expect(sent).toEqual([{ to: email, language: 'en', purpose: 'invitation', url: first.link }]);
  const again = await (await as(ann, { key: 'k', mails: true })).people.invite({
    email,
    role: 'lead',
  });
  expect(again).toEqual({ ...first, link: null });
  expect(sent).toHaveLength(1);
  const [key] = await database.db('kernel.idempotency_keys').where({ key: 'k' });
  expect(JSON.stringify(key)).not.toContain('house.example');

  const { people } = await as(ann);
  expect((await people.list()).invitations).toMatchObject([
    { id: first.id, email, role: 'lead', createdBy: { id: ann.id, displayName: 'Ann' } },
  ]);
  await people.revokeInvitation({ id: first.id });
  expect((await people.list()).invitations).toEqual([]);
  expect((await refusal(people.revokeInvitation({ id: first.id })))[0]).toBe(
    'ERR_INVITATION_NOT_FOUND',
  );
  expect((await auditOf(first.id)).map(({ action }) => action)).toEqual(['create', 'delete']);
  expect((await refusal(people.invite({ email: ann.email.toUpperCase(), role: 'lead' })))[0]).toBe(
    'ERR_EMAIL_TAKEN',
  );
});

test('a token is told once, and is another’s as a missing one is', async () => {
  const bob = await addUser(database.db, 'Bob');
  const theirs = await as(bob, { key: 'k' });
  const made = await theirs.tokens.create({ name: 'ci', access: 'read', areas: ['miniatures'] });
  expect(made.token).toMatch(/^atl_t_/);
  expect(await theirs.tokens.create({ name: 'ci', access: 'read', areas: ['miniatures'] })).toEqual(
    { id: made.id, token: null },
  );
  const everything = await database.db.raw(
    'SELECT * FROM identity.audit_log, kernel.idempotency_keys, identity.api_tokens',
  );
  expect(JSON.stringify(everything.rows)).not.toContain(made.token);

  const mine = await as(ann);
  const missing = await refusal(mine.tokens.revoke({ id: ann.id }));
  expect(missing[0]).toBe('ERR_TOKEN_NOT_FOUND');
  expect(await refusal(mine.tokens.revoke({ id: made.id }))).toEqual(missing);
  expect(await mine.tokens.list()).toEqual([]);
  const own = await as(bob);
  expect(await own.tokens.list()).toMatchObject([
    { id: made.id, name: 'ci', areas: ['miniatures'], expiresAt: null, lastUsedAt: null },
  ]);
  // Its answer may be lost; others' keys are others'.
  const keyed = await as(bob, { key: 'revoke' });
  for (let sent = 0; sent < 2; sent += 1) await keyed.tokens.revoke({ id: made.id });
  expect(await refusal((await as(ann, { key: 'revoke' })).tokens.revoke({ id: made.id }))).toEqual(
    missing,
  );
  const reused = await refusal(keyed.tokens.revoke({ id: bob.id }));
  expect(reused[0]).toBe('ERR_IDEMPOTENCY_KEY_REUSED');
  expect((await auditOf(made.id)).map(({ action }) => action)).toEqual(['create', 'update']);
  expect(await refusal(own.tokens.revoke({ id: made.id }))).toEqual(missing);
});

test('one person has a hundred tokens at the most, also when they are made at once', async () => {
  const { tokens } = await as(ann);
  const all = Array.from({ length: 105 }, () => tokens.create({ name: 'one', access: 'read' }));
  const outcomes = await Promise.allSettled(all);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
  expect(await refusal(tokens.create({ name: 'one', access: 'read' }))).toEqual([
    'ERR_TOKEN_LIMIT',
    { limit: 100 },
  ]);
  expect((await refusal(tokens.create({ name: 'x', access: 'read', expiresAt: 1 })))[0]).toBe(
    'ERR_EXPIRY_PAST',
  );
});

test('settings are any JSON, one’s own, few enough, and in no log', async () => {
  const bob = await addUser(database.db, 'Bob');
  const [mine, theirs] = [(await as(ann)).settings, (await as(bob)).settings];
  const values = { a: null, b: [1, ['x']], c: { 'd e': false }, d: 'text', e: 1.5, f: '\\u0000' };
  for (const [key, value] of Object.entries(values)) await mine.set({ key, value });
  await mine.set({ key: 'd', value: 'other' });
  expect(await mine.get()).toEqual({ ...values, d: 'other' });
  expect(await mine.get({ keys: ['b', 'zz'] })).toEqual({ b: values.b });
  expect(await theirs.get({})).toEqual({});
  await mine.remove({ key: 'a' });
  await mine.remove({ key: 'a' });
  expect(Object.keys(await mine.get())).not.toContain('a');
  expect(await database.db('identity.audit_log').where({ entityType: 'setting' })).toEqual([]);

  await database.db.raw(
    `INSERT INTO identity.user_settings (user_id, key, value)
    SELECT ?, 'k' || n, '1' FROM generate_series(1, 500) AS n`,
    [bob.id],
  );
  await theirs.set({ key: 'k1', value: 2 });
  expect(await refusal(theirs.set({ key: 'one-more', value: 2 }))).toEqual([
    'ERR_SETTING_LIMIT',
    { limit: 500 },
  ]);
});

test('whoever has lost the app is let in by their password alone again, and it is written down', async () => {
  const bob = await addUser(database.db, 'Bob');
  await database.db('identity.second_factors').insert({
    userId: bob.id,
    secret: Buffer.from('sealed'),
    confirmedAt: new Date(),
  });
  const { people } = await as(ann);
  await people.dropSecondFactor({ userId: bob.id });
  await people.dropSecondFactor({ userId: bob.id });
  expect(await database.db('identity.second_factors')).toEqual([]);
  expect(await auditOf(bob.id)).toMatchObject([
    { beforeJson: { secondFactor: true }, afterJson: { secondFactor: false }, actorId: ann.id },
  ]);
});

test('what waits for an administrator: people without a role, open invitations, their own second factor', async () => {
  const { people } = await as(ann);
  expect(await people.waiting()).toMatchObject({ withoutRole: 0, invitations: 0 });
  const bob = await addUser(database.db, 'Bob');
  const carl = await addUser(database.db, 'Carl');
  await people.invite({ email: 'dora@example.org', role: 'viewer' });
  expect(await people.waiting()).toMatchObject({ withoutRole: 2, invitations: 1 });
  await people.grantRole({ userId: bob.id, role: 'viewer', scope: { type: 'global' } });
  await people.deactivate({ userId: carl.id });
  expect(await people.waiting()).toMatchObject({ withoutRole: 0, invitations: 1 });

  // Whoever has no password is asked for what they are asked for elsewhere.
  const users = database.db('identity.users').where({ id: ann.id });
  await users.clone().update({ passwordHash: null });
  expect((await people.waiting()).hasSecondFactor).toBeNull();
  await users.clone().update({ passwordHash: 'a hash' });
  expect((await people.waiting()).hasSecondFactor).toBe(false);
  await database
    .db('identity.second_factors')
    .insert({ userId: ann.id, secret: Buffer.from('secret'), confirmedAt: new Date() });
  expect((await people.waiting()).hasSecondFactor).toBe(true);
});
