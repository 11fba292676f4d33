import { randomBytes, randomUUID } from 'node:crypto';
import { hashOf } from '@atelier/api/identity/tokens.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../start-test-app.ts';
import { type Browser, createBrowser } from './browser.ts';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  for (const name of [
    'ann',
    'ben',
    'cy',
    'dee',
    'eve',
    'fay',
    'gus',
    'hal',
    'ida',
    'jo',
    'kim',
    'lea',
  ]) {
    await team.add(`${name}@example.org`);
  }
});
afterAll(() => team.close());

const ann = 'ann@example.org';
const ben = 'ben@example.org';
const names = { access: 'atelier-access', refresh: 'atelier-refresh' };

test('whoever signs in is known by cookies that no script reads and no other site sends', async () => {
  const browser = team.browser();
  expect(await browser.who()).toBeNull();
  const response = await browser.send('/api/trpc/identity.signIn', {
    method: 'POST',
    body: { email: 'ANN@example.org', password },
  });
  const cookies = response.headers.getSetCookie();
  expect(cookies.map((each) => each.replace(/=.*/, '')).sort()).toEqual([
    'atelier-access',
    'atelier-known',
    'atelier-refresh',
    'atelier-user',
  ]);
  // Who it is, the page may know; nothing is believed of it.
  const secret = cookies.filter((each) => !each.startsWith('atelier-user='));
  for (const each of secret) expect(each).toMatch(/; Path=\/;.*HttpOnly; SameSite=Lax$/);
  expect(await browser.who()).toBe(ann);
  const [entry] = await team.audit('sign_in');
  expect(entry).toMatchObject({ command: 'identity.signIn', entityType: 'session', door: 'trpc' });
  expect(JSON.stringify(entry)).not.toMatch(/geese|atl_/);
});

test('where TLS is, cookies go to this host alone, and over nothing else', async () => {
  const house = await startTeam({ publicUrl: 'https://atelier.example' });
  await house.add(ann);
  const response = await house.browser().send('/api/trpc/identity.signIn', {
    method: 'POST',
    body: { email: ann, password },
  });
  for (const each of response.headers.getSetCookie()) {
    expect(each).toMatch(/^(__Host-atelier-|atelier-user=).*; Secure; SameSite=Lax$/);
    expect(each).not.toMatch(/Domain/i);
  }
  await house.close();
});

test('nobody signs in where AUTH_MODE is not team, and who had says nothing there', async () => {
  const app = await openApp(team.database, { settings: { allowedOrigins: [] } });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = createBrowser(url);
  const refused = await browser.call('identity.signIn', { email: ann, password });
  expect(refused).toMatchObject({ status: 409, code: 'ERR_NOT_IN_TEAM_MODE' });
  const { token } = await bearer(ann);
  const authorization = `Bearer ${token}`;
  expect((await browser.send('/api/auth/me', { headers: { authorization } })).status).toBe(401);
  // Nor do its cookies: here everybody is a guest.
  for (const [name, value] of (await signedIn(team, ann)).jar) browser.jar.set(name, value);
  expect(await browser.who()).toBeNull();
  await app.close();
});

test('cookies from before a sign-in are none of the session after it', async () => {
  const attacker = await signedIn(team, ben);
  const planted = new Map(attacker.jar);
  const victim = team.browser();
  for (const [name, value] of planted) victim.jar.set(name, value);
  expect((await victim.call('identity.signIn', { email: ann, password })).status).toBe(200);
  expect(await victim.who()).toBe(ann);
  expect(victim.jar.get(names.access)).not.toBe(planted.get(names.access));
  expect(victim.jar.get(names.refresh)).not.toBe(planted.get(names.refresh));
  // What was planted is nobody's session any more.
  expect(await attacker.who()).toBeNull();
  // A value that an attacker made up is never taken over either.
  const made = team.browser();
  made.jar.set(names.access, 'atl_s_made-up').set(names.refresh, 'atl_r_made-up');
  await made.call('identity.signIn', { email: ann, password });
  expect(made.jar.get(names.access)).not.toContain('made-up');
});

test('two tabs that ask at the same moment with an old access token both go on', async () => {
  const browser = await signedIn(team, ann);
  for (let round = 0; round < 5; round += 1) {
    await team.ageAccess();
    const tabs = Array.from({ length: 8 }, () => browser.copy());
    expect(await Promise.all(tabs.map((tab) => tab.who()))).toEqual(tabs.map(() => ann));
    // One of them was given the next tokens, which all tabs share.
    const given = tabs.filter(
      (tab) => tab.jar.get(names.refresh) !== browser.jar.get(names.refresh),
    );
    expect(given).toHaveLength(1);
    for (const [name, value] of given[0]?.jar ?? []) browser.jar.set(name, value);
    expect(await browser.who()).toBe(ann);
  }
});

test('an old refresh token ends the session, for whoever has its next one too', async () => {
  const browser = await signedIn(team, 'cy@example.org');
  const thief = browser.copy();
  await team.ageAccess();
  expect(await browser.who()).toBe('cy@example.org');
  expect(await browser.who()).toBe('cy@example.org');
  await usedLongAgo();
  thief.jar.delete(names.access);
  expect(await thief.who()).toBeNull();
  expect(thief.jar.has(names.refresh)).toBe(false);
  await expect.poll(() => browser.who()).toBeNull();
  const ended = await team.audit('sign_out');
  expect(ended[0]).toMatchObject({
    command: 'identity.refresh',
    afterJson: { because: 'token_reused' },
  });
});

test('an old refresh token is old also where a clock was set back since', async () => {
  const browser = await signedIn(team, 'ida@example.org');
  const thief = browser.copy();
  await team.ageAccess();
  for (let call = 0; call < 2; call += 1) expect(await browser.who()).toBe('ida@example.org');
  await team
    .db('identity.auth_refresh_tokens')
    .whereNotNull('usedAt')
    .update({ usedAt: new Date(Date.now() + 3_600_000) });
  await team.forgetKnown();
  thief.jar.delete(names.access);
  expect(await thief.who()).toBeNull();
});

test('an answer to a request from before a sign-in leaves its cookies alone', async () => {
  const email = 'jo@example.org';
  const browser = await signedIn(team, email);
  const before = browser.copy();
  expect((await browser.call('identity.signIn', { email, password })).status).toBe(200);
  await team.forgetKnown();
  // The answer comes late, to the browser that has the new ones by now.
  const late = await before.send('/api/trpc/identity.me');
  expect(late.headers.getSetCookie()).toEqual([]);
});

test('an answer with new tokens that never arrived costs nobody their session', async () => {
  const browser = await signedIn(team, 'dee@example.org');
  const lost = browser.copy();
  await team.ageAccess();
  expect(await lost.who()).toBe('dee@example.org');
  await usedLongAgo();
  // The browser still has the old ones.
  browser.jar.delete(names.access);
  expect(await browser.who()).toBe('dee@example.org');
  // Had somebody taken the lost ones, they would end it all.
  await usedLongAgo();
  await browser.who();
  lost.jar.delete(names.access);
  expect(await lost.who()).toBeNull();
  await expect.poll(() => browser.who()).toBeNull();
});

test('tokens are good for what they were given out for, and for nothing else', async () => {
  const browser = await signedIn(team, ann);
  const access = browser.jar.get(names.access) ?? '';
  const refresh = browser.jar.get(names.refresh) ?? '';
  const { token } = await bearer(ann);
  const api = await apiToken(ann);
  for (const each of [access, refresh]) expect(await asBearer(each)).toBe(401);
  expect(await asBearer(token)).toBe(200);
  expect(await asBearer(api)).toBe(200);
  for (const each of [refresh, token, api]) {
    const other = team.browser();
    other.jar.set(names.access, each);
    expect(await other.who()).toBeNull();
  }
  for (const each of [access, token, api]) {
    const other = team.browser();
    other.jar.set(names.refresh, each);
    expect(await other.who()).toBeNull();
  }
  // A token that another house gave out, of each kind.
  for (const prefix of ['atl_s_', 'atl_b_', 'atl_t_', '']) {
    expect(await asBearer(prefix + randomBytes(32).toString('base64url'))).toBe(401);
  }
});

test('a token that has expired, or was taken back, is nobody’s', async () => {
  const { token } = await bearer(ben);
  const expired = await apiToken(ben, { expiresAt: new Date(Date.now() - 1000) });
  const revoked = await apiToken(ben, { revokedAt: new Date() });
  expect([await asBearer(expired), await asBearer(revoked)]).toEqual([401, 401]);
  await team
    .db('identity.sessions')
    .where({ accessHash: hashOf(token) })
    .update({
      accessExpiresAt: new Date(Date.now() - 1000),
    });
  expect(await asBearer(token)).toBe(401);
  const browser = await signedIn(team, ben);
  await team.db('identity.sessions').update({ expiresAt: new Date(Date.now() - 1000) });
  await team.ageAccess();
  expect(await browser.who()).toBeNull();
});

test('a program’s token goes on as long as it is used', async () => {
  const { token } = await bearer(ann);
  const of = () => team.db('identity.sessions').where({ accessHash: hashOf(token) });
  await of().update({
    lastSeenAt: new Date(Date.now() - 3_600_000),
    accessExpiresAt: new Date(Date.now() + 60_000),
    expiresAt: new Date(Date.now() + 60_000),
  });
  expect(await asBearer(token)).toBe(200);
  const [{ accessExpiresAt }] = await of().select('accessExpiresAt');
  expect(accessExpiresAt.getTime()).toBeGreaterThan(Date.now() + 13 * 24 * 3_600_000);
});

test.each([
  ['Bearer', 401],
  ['Bearer ', 401],
  ['bearer a b', 401],
  ['Bearer a, Bearer b', 401],
  [`Bearer ${'a'.repeat(600)}`, 401],
  ['Bearer "quoted"', 401],
  ['Bearer not-a-token', 401],
  // Another scheme is a proxy's, and says nothing here: the cookies do.
  ['Basic YTpi', 200],
  ['Bearerish x', 200],
  ['', 200],
])('an Authorization header of %j is answered with %i', async (authorization, status) => {
  const browser = await signedIn(team, ann);
  const response = await browser.send('/api/auth/me', { headers: { authorization } });
  expect(response.status).toBe(status);
});

test('one’s sessions are listed, and one of them is ended; a foreign one is as if it were not there', async () => {
  const [first, second, stranger] = [
    await signedIn(team, 'eve@example.org'),
    await signedIn(team, 'eve@example.org'),
    await signedIn(team, ben),
  ];
  const { data } = await first.read('identity.sessions');
  const sessions = data as { id: string; client: string; current: boolean; lastSeenAt: string }[];
  expect(sessions).toHaveLength(2);
  expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  expect(sessions[0]).toMatchObject({ client: 'Firefox on Linux' });
  const other = sessions.find(({ current }) => !current);
  const foreign = await stranger.call('identity.endSession', { id: other?.id });
  const missing = await stranger.call('identity.endSession', { id: randomUUID() });
  expect(foreign).toEqual(missing);
  expect(foreign).toMatchObject({ status: 404, code: 'ERR_SESSION_NOT_FOUND' });
  expect(await second.who()).toBe('eve@example.org');
  expect((await first.call('identity.endSession', { id: other?.id })).status).toBe(200);
  expect(await second.who()).toBeNull();
  expect(await first.who()).toBe('eve@example.org');
  // The same again, as after an answer that was lost; to others there was none before either.
  const repeated = await first.call('identity.endSession', { id: other?.id });
  expect(repeated).toMatchObject({ status: 200, code: undefined });
  expect(await stranger.call('identity.endSession', { id: other?.id })).toEqual(missing);
});

test('signing out ends this session, or all of them', async () => {
  const email = 'fay@example.org';
  const [first, second, third] = [
    await signedIn(team, email),
    await signedIn(team, email),
    await signedIn(team, email),
  ];
  const kept = first.copy();
  expect((await first.call('identity.signOut')).status).toBe(200);
  expect([...first.jar.keys()]).toEqual(['atelier-known']);
  expect(await kept.who()).toBeNull();
  expect(await second.who()).toBe(email);
  await second.call('identity.signOut', { everywhere: true });
  expect(await third.who()).toBeNull();
  expect((await third.call('identity.signOut')).code).toBe('ERR_UNAUTHENTICATED');
});

test('another password ends the other sessions, and an API token sets none', async () => {
  const email = 'gus@example.org';
  const [here, elsewhere] = [await signedIn(team, email), await signedIn(team, email)];
  const { token } = await bearer(email);
  const next = 'seven swans a-swimming';
  const change = (input: object) => here.call('identity.changePassword', input);
  expect((await change({ current: 'not it, sorry', next })).code).toBe('ERR_PASSWORD_WRONG');
  for (const weak of ['short', 'password12345', 'gus@example.org', 'a'.repeat(129)]) {
    expect((await change({ current: password, next: weak })).code).toBe('ERR_PASSWORD_WEAK');
  }
  const api = await apiToken(email);
  const byToken = await team
    .browser({ authorization: `Bearer ${api}` })
    .call('identity.changePassword', { current: password, next });
  expect(byToken.code).toBe('ERR_FORBIDDEN');
  expect((await change({ current: password, next })).status).toBe(200);
  expect(await here.who()).toBe(email);
  expect(await elsewhere.who()).toBeNull();
  expect(await asBearer(token)).toBe(401);
  const again = team.browser();
  expect((await again.call('identity.signIn', { email, password })).code).toBe(
    'ERR_SIGN_IN_REFUSED',
  );
  expect((await again.call('identity.signIn', { email, password: next })).status).toBe(200);
  const [entry] = await team.audit('update');
  expect(entry).toMatchObject({ entityType: 'user', afterJson: { password: 'changed' } });
});

test('no field is taken that is not asked for, and a name has one line', async () => {
  const browser = await signedIn(team, ben);
  for (const more of [
    { isActive: true },
    { role: 'admin' },
    { email: ann },
    { id: randomUUID() },
  ]) {
    const refused = await browser.call('identity.updateProfile', { displayName: 'Ben', ...more });
    expect(refused).toMatchObject({ status: 400, code: 'ERR_VALIDATION' });
  }
  for (const displayName of [
    'Ben\r\nBcc: x@y.example',
    'Be\u2028n',
    '\u200b',
    '',
    'x'.repeat(121),
  ]) {
    const refused = await browser.call('identity.updateProfile', { displayName });
    expect(refused.code, displayName).toBe('ERR_VALIDATION');
  }
  const { data } = await browser.call('identity.updateProfile', { displayName: ' Ben <b>Ö</b> ' });
  expect(data).toMatchObject({ user: { displayName: 'Ben <b>Ö</b>' } });
});

test('an open stream ends with its session, in every process, and with no other', async () => {
  const other = await team.second();
  const [here, elsewhere] = [await signedIn(team, ann), await signedIn(team, ann)];
  const [ended, kept] = [await listen(here, other.url), await listen(elsewhere, other.url)];
  await here.call('identity.signOut');
  expect(await within(2000, ended)).toBe('ended');
  expect(await within(300, kept)).toBe('still open');
  await elsewhere.call('identity.signOut', { everywhere: true });
  expect(await within(2000, kept)).toBe('ended');
  await other.close();
});

test('whoever is deactivated is out at once, and their open streams end, in every process', async () => {
  const other = await team.second();
  const email = 'hal@example.org';
  const browser = await signedIn(team, email);
  const streams = [await listen(browser, team.url), await listen(browser, other.url)];
  const there = team.browser({}, other.url);
  for (const [name, value] of browser.jar) there.jar.set(name, value);
  expect(await there.who()).toBe(email);
  await team.db('identity.users').where({ email }).update({ isActive: false });
  const change = JSON.stringify({ area: 'identity', entity: 'user', ids: null });
  await team.db.raw("SELECT pg_notify('atelier_changes', ?)", [change]);
  await expect.poll(() => browser.who(), { timeout: 1000 }).toBeNull();
  await expect.poll(() => there.who(), { timeout: 1000 }).toBeNull();
  for (const stream of streams) expect(await within(2000, stream)).toBe('ended');
  const { code } = await team.browser().call('identity.signIn', { email, password });
  expect(code).toBe('ERR_SIGN_IN_REFUSED');
  await other.close();
});

test('an open stream ends when its listener gets other roles, and with no other change', async () => {
  const email = 'kim@example.org';
  const browser = await signedIn(team, email);
  const [{ id: userId }] = await team.db('identity.users').where({ email }).select('id');
  const stream = await listen(browser, team.url);
  const changed = () => {
    const change = JSON.stringify({ area: 'identity', entity: 'user', ids: [userId] });
    return team.db.raw("SELECT pg_notify('atelier_changes', ?)", [change]);
  };
  await team.db('identity.users').where({ email }).update({ displayName: 'Kim' });
  await changed();
  expect(await within(500, stream)).toBe('still open');
  await team.db('identity.user_roles').where({ userId }).update({ role: 'viewer' });
  await changed();
  expect(await within(2000, stream)).toBe('ended');
});

/** Opens the live stream as a browser does; tells when it has ended. */
async function listen(browser: Browser, url: string): Promise<{ readonly end: Promise<string> }> {
  const cookie = [...browser.jar].map((pair) => pair.join('=')).join('; ');
  const stream = await fetch(`${url}/api/trpc/live.stream`, {
    headers: { cookie, accept: 'text/event-stream' },
  });
  const reading = async () => {
    for await (const _ of stream.body ?? []);
    return 'ended';
  };
  return { end: reading() };
}

function within(ms: number, { end }: { readonly end: Promise<string> }): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, ms, 'still open'));
  return Promise.race([end, late]);
}

/** Refresh tokens that were exchanged were so before the grace for requests on their way. */
async function usedLongAgo(): Promise<void> {
  await team
    .db('identity.auth_refresh_tokens')
    .whereNotNull('usedAt')
    .update({ usedAt: team.db.raw("used_at - interval '1 minute'") });
  await team.forgetKnown();
}

async function bearer(email: string): Promise<{ token: string }> {
  const response = await team.browser().send('/api/auth/login', {
    method: 'POST',
    body: { email, password },
  });
  return (await response.json()) as { token: string };
}

async function asBearer(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await team.browser().send('/api/auth/me', { headers })).status;
}

async function apiToken(email: string, more: object = {}): Promise<string> {
  const token = `atl_t_${randomBytes(32).toString('base64url')}`;
  const [{ id: userId }] = await team.db('identity.users').where({ email }).select('id');
  const row = {
    id: randomUUID(),
    userId,
    name: 'a token',
    tokenHash: hashOf(token),
    access: 'write',
  };
  await team.db('identity.api_tokens').insert({ ...row, ...more });
  return token;
}
