import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
let userId: string;
beforeAll(async () => {
  team = await startTeam();
  userId = await team.add('ann@example.org');
});
afterAll(() => team.close());

const dayMs = 24 * 60 * 60_000;

/** Every session began so long ago, and was used until now. */
async function began(days: number): Promise<void> {
  const createdAt = new Date(Date.now() - days * dayMs);
  await team.db('identity.sessions').update({ createdAt });
}
const expiry = async (): Promise<number> => {
  const { expiresAt } = await team.db('identity.sessions').orderBy('createdAt', 'desc').first();
  return (expiresAt.getTime() - Date.now()) / dayMs;
};

test('a session goes on with use, but for no longer than thirty days', async () => {
  const browser = await signedIn(team, 'ann@example.org');
  expect(await expiry()).toBeCloseTo(14, 1);
  await began(10);
  await team.ageAccess();
  expect(await browser.who()).toBe('ann@example.org');
  expect(await expiry()).toBeCloseTo(14, 1);
  await began(29);
  await team.ageAccess();
  const exchanged = await browser.send('/api/trpc/identity.me');
  expect(await exchanged.json()).toMatchObject({
    result: { data: { user: { email: 'ann@example.org' } } },
  });
  expect(await expiry()).toBeCloseTo(1, 1);
  // The browser forgets it then, too.
  const [refresh = ''] = exchanged.headers.getSetCookie().filter((one) => /-refresh=/.test(one));
  const forgets = Date.parse(/Expires=([^;]+)/.exec(refresh)?.[1] ?? '');
  expect((forgets - Date.now()) / dayMs).toBeCloseTo(1, 1);

  await team.db('identity.sessions').update({ expiresAt: new Date(Date.now() - 1000) });
  await team.ageAccess();
  expect(await browser.who()).toBeNull();
});

test('an access token is good for no longer than its session', async () => {
  await signedIn(team, 'ann@example.org');
  const browser = await signedIn(team, 'ann@example.org');
  await team.db('identity.sessions').update({
    createdAt: new Date(Date.now() - 30 * dayMs + 60_000),
  });
  await team.ageAccess();
  expect(await browser.who()).toBe('ann@example.org');
  const [session] = await team.db('identity.sessions').orderBy('lastSeenAt', 'desc');
  expect(session.accessExpiresAt).toEqual(session.expiresAt);
});

test('so is a program’s, and its token', async () => {
  const login = await fetch(`${team.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ann@example.org', password }),
  });
  const { token } = (await login.json()) as { token: string };
  const id = (await team.db('identity.sessions').orderBy('createdAt', 'desc').first()).id;
  const before = new Date(Date.now() - 29 * dayMs);
  await team
    .db('identity.sessions')
    .where({ id })
    .update({ createdAt: before, lastSeenAt: before });
  const me = () =>
    fetch(`${team.url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } });
  expect((await me()).status).toBe(200);
  const session = await team.db('identity.sessions').where({ id }).first();
  expect((session.expiresAt.getTime() - Date.now()) / dayMs).toBeCloseTo(1, 1);
  expect(session.accessExpiresAt).toEqual(session.expiresAt);
});

test('a refresh token is exchanged by nobody once its session is over, and not with another one’s time', async () => {
  const browser = await signedIn(team, 'ann@example.org');
  await team.ageAccess();
  const sessions = team.db('identity.sessions').where({ userId });
  await sessions.update({ expiresAt: new Date(Date.now() - 1000) });
  await team.forgetKnown();
  const exchanged = await browser.send('/api/trpc/identity.me');
  expect(exchanged.headers.getSetCookie().filter((one) => /-access=atl/.test(one))).toEqual([]);
  expect(await browser.who()).toBeNull();
});

test('its owner is told when it ends', async () => {
  const browser = await signedIn(team, 'ann@example.org');
  const { data } = await browser.read('identity.sessions');
  const [{ createdAt, endsAt }] = data as [{ createdAt: string; endsAt: string }];
  expect(Date.parse(endsAt) - Date.parse(createdAt)).toBe(30 * dayMs);
});
