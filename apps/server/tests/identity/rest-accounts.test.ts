import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';
import { createBrowser } from './browser.ts';
import { password, startTeam, type Team } from './team.ts';

let team: Team;
let admin: string;
beforeAll(async () => {
  team = await startTeam();
  admin = await team.add('admin@example.org', 'admin');
});
afterAll(() => team.close());

const post = async (house: Team, path: string, body: unknown) => {
  const response = await house.browser().send(path, { method: 'POST', body });
  const cookies = response.headers.getSetCookie();
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    cookies,
  };
};
const userOf = (name: string, email: string) => ({
  id: expect.stringMatching(/^[\da-f-]{36}$/),
  name,
  email,
  createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
});

test('a program signs in, and says who it is with the token alone', async () => {
  const signedIn = await post(team, '/api/auth/login', { email: 'admin@example.org', password });
  const user = userOf('admin@example.org', 'admin@example.org');
  expect(signedIn).toEqual({ status: 200, body: { token: expect.any(String), user }, cookies: [] });
  const headers = { authorization: `Bearer ${signedIn.body.token}` };
  const me = await team.browser().send('/api/auth/me', { headers });
  expect(await me.json()).toEqual({ user });
  expect((await team.browser().send('/api/auth/me')).status).toBe(401);
  // It is a session like others.
  const { data } = await team.browser(headers).read('identity.sessions');
  expect(data).toHaveLength(1);
  await team.browser(headers).call('identity.signOut');
  expect((await team.browser().send('/api/auth/me', { headers })).status).toBe(401);
});

test('an account is made with an invitation, or not at all', async () => {
  const nia = { name: 'Nia', email: 'nia@example.org', password };
  const closed = await post(team, '/api/auth/register', nia);
  expect([closed.status, closed.body.code]).toEqual([403, 'ERR_REGISTRATION_CLOSED']);
  const invitation = await team.link({
    ...{ purpose: 'invitation', role: 'engineer', email: null },
    createdById: admin,
  });
  const made = await post(team, '/api/auth/register', { ...nia, invitation });
  expect(made).toMatchObject({ status: 201, body: { user: userOf('Nia', 'nia@example.org') } });
  const again = await post(team, '/api/auth/register', { ...nia, invitation });
  expect(again.body.code).toBe('ERR_LINK_INVALID');
});

test('where registration is open, whoever comes is a viewer, and not without end', async () => {
  const house = await startTeam({ registration: 'open' });
  const one = { name: 'One', email: 'one@example.org', password };
  const made = await post(house, '/api/auth/register', one);
  expect(made.status).toBe(201);
  const headers = { authorization: `Bearer ${made.body.token}` };
  const { data } = await house.browser(headers).read('identity.me');
  expect(data).toMatchObject({ grants: [{ role: 'viewer', scope: { type: 'global' } }] });
  const taken = await post(house, '/api/auth/register', { ...one, email: 'ONE@example.org' });
  expect([taken.status, taken.body.code]).toEqual([409, 'ERR_EMAIL_TAKEN']);
  for (const wrong of [
    { role: 'admin' },
    { name: 'a\nb' },
    { email: 'x' },
    { password: 'short' },
  ]) {
    const refused = await post(house, '/api/auth/register', {
      ...one,
      email: 'two@example.org',
      ...wrong,
    });
    expect(refused.status).toBe(400);
  }
  const crowd = house.browser({ 'x-forwarded-for': '198.51.100.1' });
  const statuses: number[] = [];
  for (let place = 0; place < 11; place += 1) {
    const body = { ...one, email: `crowd${place}@example.org` };
    statuses.push((await crowd.send('/api/auth/register', { method: 'POST', body })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
  await house.close();
});

test('where registration is open, a browser makes an account by itself, and is signed in', async () => {
  const house = await startTeam({ registration: 'open' });
  const account = { displayName: 'Nia', email: 'nia@example.org', password };
  const browser = house.browser();
  expect((await browser.call('identity.signUp', account)).status).toBe(200);
  expect((await browser.read('identity.me')).data).toMatchObject({
    user: { displayName: 'Nia', email: 'nia@example.org' },
    grants: [{ role: 'viewer', scope: { type: 'global' } }],
    sessionId: expect.any(String),
  });
  // A refusal says at which field it belongs.
  const taken = await house
    .browser()
    .call('identity.signUp', { ...account, email: 'NIA@example.org' });
  expect(taken).toMatchObject({
    status: 409,
    code: 'ERR_EMAIL_TAKEN',
    details: { field: 'email' },
  });
  const weak = { ...account, email: 'two@example.org', password: 'two@example.org' };
  expect(await house.browser().call('identity.signUp', weak)).toMatchObject({
    status: 400,
    code: 'ERR_PASSWORD_WEAK',
    details: { field: 'password', reason: 'personal' },
  });
  const more = { ...account, email: 'three@example.org', role: 'admin' };
  expect((await house.browser().call('identity.signUp', more)).code).toBe('ERR_VALIDATION');
  await house.close();

  const closed = await team.browser().call('identity.signUp', account);
  expect([closed.status, closed.code]).toEqual([403, 'ERR_REGISTRATION_CLOSED']);
});

test('where nobody signs in, a program is the owner without a token, and gets none', async () => {
  const local = await startTestApp();
  const browser = createBrowser(local.url);
  const me = await browser.send('/api/auth/me');
  expect(await me.json()).toMatchObject({ user: { name: 'Owner', email: null } });
  const body = { email: 'a@example.org', password };
  const refused = await browser.send('/api/auth/login', { method: 'POST', body });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
    409,
    'ERR_NOT_IN_TEAM_MODE',
  ]);
  await local.close();
});
