import { beginBearerSession } from '@atelier/api/identity/sessions.ts';
import { type AddedUser, addUser } from '@atelier/testkit/add-user.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStream } from '../kernel/live/open-stream.ts';
import { startTestApp } from '../start-test-app.ts';

let server: TestServer;
let ann: AddedUser;
let bob: AddedUser;
let byAnn: string;
let byBob: string;
beforeAll(async () => {
  server = await startTestApp({ authMode: 'team' });
  const { db } = server.database;
  ann = await addUser(db, 'Ann', 'admin');
  bob = await addUser(db, 'Bob', 'engineer');
  byAnn = await signIn(ann);
  byBob = await signIn(bob);
});
afterAll(() => server.close());

/** What a browser shows that signed in. */
async function signIn({ id }: AddedUser): Promise<string> {
  const { token } = await beginBearerSession(server.database.db, { userId: id, device: 'Firefox' });
  return `Bearer ${token}`;
}

/** As much of answers as is looked at. */
interface Reply {
  readonly result: { readonly data: Listed & { readonly user: unknown; readonly token: string } };
  readonly error?: { readonly data: { readonly code: string } };
}
interface Listed {
  readonly id: string;
  readonly lastUsedAt: number;
}

async function call(authorization: string, path: string, body?: unknown) {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Reply };
}

const trpc = (authorization: string, path: string, input?: unknown) =>
  call(authorization, `/api/trpc/${path}`, input);

/** A token of Bob's, and its id. */
async function tokenWith(more: object = {}) {
  const input = { name: 'ci', access: 'write', ...more };
  const { body } = await trpc(byBob, 'identity.tokens.create', input);
  const { id, token } = body.result.data;
  return { id, bearer: `Bearer ${token}` };
}

const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;
const list = '/api/v1/types';

test('a token works over REST and tRPC, and its use is noted', async () => {
  const { id, bearer } = await tokenWith();
  expect(await statusOf(call(bearer, list))).toBe(200);
  expect(await statusOf(call(bearer, list, { name: 'By a program' }))).toBe(201);
  const me = await trpc(bearer, 'identity.me');
  expect(me.body.result.data).toMatchObject({ user: { id: bob.id }, sessionId: null });
  const own = await trpc(byBob, 'identity.tokens.list');
  const listed = own.body.result.data as unknown as readonly Listed[];
  expect(listed.find((one) => one.id === id)?.lastUsedAt).toBeGreaterThan(Date.now() - 60_000);
});

test('a token does no more than it is for, and never makes or revokes tokens', async () => {
  const reads = (await tokenWith({ access: 'read' })).bearer;
  expect(await statusOf(call(reads, list))).toBe(200);
  expect(await statusOf(call(reads, list, { name: 'No' }))).toBe(403);
  const elsewhere = (await tokenWith({ areas: ['time', 'identity'] })).bearer;
  expect(await statusOf(call(elsewhere, list))).toBe(403);
  expect(await statusOf(trpc(elsewhere, 'identity.settings.get'))).toBe(200);
  const { id, bearer } = await tokenWith();
  const more = { name: 'more', access: 'write' };
  expect(await statusOf(trpc(bearer, 'identity.tokens.create', more))).toBe(403);
  expect(await statusOf(trpc(bearer, 'identity.tokens.revoke', { id }))).toBe(403);
  const roles = { userId: bob.id, role: 'admin' };
  expect(await statusOf(trpc(bearer, 'identity.people.grantRole', roles))).toBe(403);
});

test('a token that has expired is none', async () => {
  const { bearer } = await tokenWith({ expiresAt: Date.now() + 300 });
  expect(await statusOf(call(bearer, list))).toBe(200);
  await expect.poll(() => statusOf(call(bearer, list))).toBe(401);
});

test('a token that was revoked is none at once, and what it listens to ends', async () => {
  const { id, bearer } = await tokenWith();
  const { events, lines, close } = await openStream(server.url, { authorization: bearer });
  await expect.poll(() => events.map(({ kind }) => kind)).toContain('live');
  expect(await statusOf(trpc(byAnn, 'identity.tokens.revoke', { id }))).toBe(404);
  expect(await statusOf(trpc(byBob, 'identity.tokens.revoke', { id }))).toBe(200);
  await expect.poll(() => statusOf(call(bearer, list)), { timeout: 1000 }).toBe(401);
  await expect.poll(() => lines, { timeout: 5000 }).toContain('event: return');
  close();
});

test('where nobody signs in a token does within its limits what everybody does, and is not known for ever', async () => {
  const open = await startTestApp();
  const { db } = open.database;
  const ask = async (path: string, body?: object, token?: string) => {
    const response = await fetch(open.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Reply };
  };
  const make = async (access: string) => {
    const made = await ask('/api/trpc/identity.tokens.create', { name: 'ci', access });
    return made.body.result.data.token;
  };
  const [reads, writes] = [await make('read'), await make('write')];
  expect(await statusOf(ask(list, undefined, reads))).toBe(200);
  expect(await statusOf(ask(list, { name: 'No' }, reads))).toBe(403);
  expect(await statusOf(ask(list, { name: 'By a program' }, writes))).toBe(201);
  expect(await statusOf(ask('/api/trpc/identity.tokens.create', { name: 'x' }, writes))).toBe(403);
  // Its use is noted again later; and that it was revoked counts, even if nobody heard of it.
  await db('identity.api_tokens').update({ lastUsedAt: new Date(0) });
  const used = async () => {
    await ask(list, undefined, reads);
    const [{ lastUsedAt }] = await db('identity.api_tokens').where({ access: 'read' });
    return lastUsedAt.getTime();
  };
  await expect.poll(used, { timeout: 10_000 }).toBeGreaterThan(0);
  await db('identity.api_tokens').update({ revokedAt: new Date() });
  await expect.poll(() => statusOf(ask(list, undefined, reads)), { timeout: 10_000 }).toBe(401);
  await open.close();
});

test('who is deactivated is out at once: sessions, tokens, open streams', async () => {
  const eve = await addUser(server.database.db, 'Eve', 'engineer');
  const byEve = await signIn(eve);
  const made = await trpc(byEve, 'identity.tokens.create', { name: 'ci', access: 'read' });
  const bearer = `Bearer ${made.body.result.data.token}`;
  const streams = [
    await openStream(server.url, { authorization: byEve }),
    await openStream(server.url, { authorization: bearer }),
  ];
  for (const { events } of streams) {
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('live');
  }
  expect(await statusOf(call(bearer, list))).toBe(200);
  expect(await statusOf(trpc(byAnn, 'identity.people.deactivate', { userId: eve.id }))).toBe(200);
  await expect.poll(() => statusOf(call(bearer, list)), { timeout: 1000 }).toBe(401);
  await expect.poll(() => statusOf(call(byEve, list)), { timeout: 1000 }).toBe(401);
  for (const { lines, close } of streams) {
    await expect.poll(() => lines, { timeout: 5000 }).toContain('event: return');
    close();
  }
});

test('a role that was taken away counts no more at the next call', async () => {
  const kim = await addUser(server.database.db, 'Kim', 'engineer');
  const byKim = await signIn(kim);
  expect(await statusOf(call(byKim, list))).toBe(200);
  const role = { userId: kim.id, role: 'engineer' };
  expect(await statusOf(trpc(byAnn, 'identity.people.revokeRole', role))).toBe(200);
  await expect.poll(() => statusOf(call(byKim, list)), { timeout: 1000 }).toBe(403);
});

test('what somebody sets is told to their other pages, and to nobody else’s', async () => {
  const theirs = await openStream(server.url, { authorization: byBob });
  const administrators = await openStream(server.url, { authorization: byAnn });
  for (const { events } of [theirs, administrators]) {
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('missed');
  }
  const set = (by: string, key: string) =>
    statusOf(trpc(by, 'identity.settings.set', { key, value: { of: 'bob' } }));
  expect(await set(byBob, 'bobs.view')).toBe(200);
  expect(await set(byAnn, 'anns.view')).toBe(200);
  const told = (stream: typeof theirs) =>
    stream.events.filter((event) => event.kind === 'changed').flatMap(({ ids }) => ids ?? []);
  await expect.poll(() => told(theirs)).toContain('bobs.view');
  await expect.poll(() => told(administrators)).toContain('anns.view');
  expect(told(theirs)).not.toContain('anns.view');
  expect(told(administrators)).not.toContain('bobs.view');
  theirs.close();
  administrators.close();
});

test.each([
  ['too deep', JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`)],
  ['too large', 'x'.repeat(70_000)],
  ['with NUL', '\u0000'],
  ['with half a pair', '\ud800'],
  ['missing', undefined],
])('a value %s is refused', async (_what, value) => {
  const answer = await trpc(byBob, 'identity.settings.set', { key: 'a', value });
  expect([answer.status, answer.body.error?.data.code]).toEqual([400, 'ERR_VALIDATION']);
});
