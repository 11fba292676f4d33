import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';
import type { Browser } from './browser.ts';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
let adminId: string;
let bobId: string;
beforeAll(async () => {
  team = await startTeam();
  adminId = await team.add('admin@example.org', 'admin');
  bobId = await team.add('bob@example.org', 'viewer');
});
afterAll(() => team.close());

const house = { type: 'global' } as const;
const needed = { status: 403, code: 'ERR_PROOF_NEEDED' };

/** All sessions of somebody were last proved so long ago. */
async function age(userId: string, ms: number | null): Promise<void> {
  const provedAt = ms === null ? null : new Date(Date.now() - ms);
  await team.db('identity.sessions').where({ userId }).update({ provedAt });
  await team.forgetKnown();
}
const rolesOf = (userId: string) =>
  team.db('identity.user_roles').where({ userId }).orderBy('role').pluck('role');

test('what is dangerous asks for the password once more, and is done then, under the same key', async () => {
  const admin = await signedIn(team, 'admin@example.org');
  const input = { userId: bobId, role: 'engineer', scope: house };
  const headers = { 'idempotency-key': randomUUID() };
  const grant = () => admin.call('identity.people.grantRole', input, { headers });
  await age(adminId, 16 * 60_000);
  expect(await grant()).toMatchObject(needed);
  expect(await rolesOf(bobId)).toEqual(['viewer']);
  const wrong = await admin.call('identity.prove', { password: 'another one entirely' });
  expect(wrong.code).toBe('ERR_PASSWORD_WRONG');
  expect(await grant()).toMatchObject(needed);
  expect((await admin.call('identity.prove', { password })).status).toBe(200);
  expect((await grant()).status).toBe(200);
  expect(await rolesOf(bobId)).toEqual(['engineer', 'viewer']);
  const [entry] = await team.audit('update');
  expect(entry).toMatchObject({
    command: 'identity.prove',
    actorId: adminId,
    entityType: 'session',
    afterJson: { proof: 'password' },
  });
  expect(JSON.stringify(entry)).not.toContain('geese');
});

test('whoever has just signed in is not asked, and another session’s proof is not theirs', async () => {
  const admin = await signedIn(team, 'admin@example.org');
  await age(adminId, null);
  const other = await signedIn(team, 'admin@example.org');
  const call = (browser: Browser) => browser.call('identity.people.activate', { userId: bobId });
  expect((await call(other)).status).toBe(200);
  expect(await call(admin)).toMatchObject(needed);
  // What only looks asks for nothing.
  expect((await admin.read('identity.people.list')).status).toBe(200);
  const rename = { userId: bobId, displayName: 'Bob' };
  expect((await admin.call('identity.people.rename', rename)).status).toBe(200);
});

test.each([
  ['identity.people.grantRole', () => ({ userId: bobId, role: 'lead', scope: house })],
  ['identity.people.revokeRole', () => ({ userId: bobId, role: 'viewer', scope: house })],
  ['identity.people.deactivate', () => ({ userId: bobId })],
  ['identity.people.activate', () => ({ userId: bobId })],
  ['identity.people.invite', () => ({ email: 'new@example.org', role: 'admin' })],
  ['identity.people.dropSecondFactor', () => ({ userId: bobId })],
  ['identity.people.resetLink', () => ({ userId: bobId })],
  ['identity.tokens.create', () => ({ name: 'for later', access: 'write' })],
  ['identity.endSession', async () => (await anotherSession()).id],
])('%s is not done from a page that was left open', async (procedure, inputOf) => {
  const admin = await signedIn(team, 'admin@example.org');
  const made = await inputOf();
  const input = typeof made === 'string' ? { id: made } : made;
  await age(adminId, 16 * 60_000);
  const before = await team.audit('sign_out');
  expect(await admin.call(procedure, input)).toMatchObject(needed);
  expect(await team.audit('sign_out')).toHaveLength(before.length);
});

async function anotherSession() {
  await signedIn(team, 'admin@example.org');
  const where = { userId: adminId, endedAt: null };
  return team.db('identity.sessions').where(where).orderBy('createdAt', 'desc').first('id');
}

test('whoever may not do it is told that, and not asked for a password', async () => {
  const bob = await signedIn(team, 'bob@example.org');
  await age(bobId, null);
  const call = await bob.call('identity.people.deactivate', { userId: adminId });
  expect(call.code).toBe('ERR_FORBIDDEN');
  const malformed = await bob.call('identity.tokens.create', { name: 7 });
  expect(malformed.code).toBe('ERR_VALIDATION');
});

test('a token proves nothing: what asks for it is not done with one', async () => {
  const admin = await signedIn(team, 'admin@example.org');
  const made = await admin.call('identity.tokens.create', { name: 'ci', access: 'write' });
  const { token } = made.data as { token: string };
  const program = team.browser({ authorization: `Bearer ${token}` });
  const call = await program.call('identity.people.deactivate', { userId: bobId });
  expect(call.code).toBe('ERR_FORBIDDEN');
  expect((await program.call('identity.prove', { password })).code).toBe('ERR_FORBIDDEN');
});

test('a program’s session proves who it is as a browser’s does', async () => {
  const login = await fetch(`${team.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@example.org', password }),
  });
  const { token } = (await login.json()) as { token: string };
  await age(adminId, 16 * 60_000);
  const program = team.browser({ authorization: `Bearer ${token}` });
  const activate = () => program.call('identity.people.activate', { userId: bobId });
  expect(await activate()).toMatchObject(needed);
  await program.call('identity.prove', { password });
  expect((await activate()).status).toBe(200);
});

test('wrong passwords have to wait as those of a sign-in do', async () => {
  await team.add('guess@example.org', 'admin');
  const thief = await signedIn(team, 'guess@example.org');
  let last: string | undefined;
  for (let tries = 0; tries < 12 && last !== 'ERR_SIGN_IN_THROTTLED'; tries += 1) {
    last = (await thief.call('identity.prove', { password: `guess number ${tries}` })).code;
  }
  expect(last).toBe('ERR_SIGN_IN_THROTTLED');
});

test('an account says how it can prove who it is', async () => {
  const admin = await signedIn(team, 'admin@example.org');
  const { data } = await admin.read('identity.proofWays');
  expect(data).toEqual({ password: true, code: false, provider: null });
});

test('where nobody signs in, nothing is asked', async () => {
  const server = await startTestApp();
  const answer = await fetch(`${server.url}/api/trpc/identity.tokens.create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mine', access: 'read' }),
  });
  expect(answer.status).toBe(200);
  await server.close();
});
