import { hash } from '@node-rs/bcrypt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, startTeam, type Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
});
afterAll(() => team.close());

const next = 'a much better sentence';
const kept = async (email: string) =>
  team.db('identity.users').where({ email }).first('passwordHash', 'mustChangePassword');

test('a password that an older program knew opens nothing but the choice of another one', async () => {
  const email = 'older@example.org';
  await team.add(email);
  await team.db('identity.users').where({ email }).update({ mustChangePassword: true });
  const browser = team.browser();
  const signIn = (input: object) => browser.call('identity.signIn', { email, ...input });

  expect((await signIn({ password: 'wrong', newPassword: next })).code).toBe('ERR_SIGN_IN_REFUSED');
  expect((await signIn({ password })).code).toBe('ERR_PASSWORD_CHANGE_NEEDED');
  expect(await browser.who()).toBeNull();
  for (const weak of ['short', password]) {
    expect((await signIn({ password, newPassword: weak })).code).toBe('ERR_PASSWORD_WEAK');
  }
  const program = { method: 'POST', body: { email, password } };
  const refused = await team.browser().send('/api/auth/login', program);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: 'ERR_PASSWORD_CHANGE_NEEDED' });

  expect((await signIn({ password, newPassword: next })).status).toBe(200);
  expect(await browser.who()).toBe(email);
  expect(await kept(email)).toMatchObject({ mustChangePassword: false });
  const later = team.browser();
  const again = await later.call('identity.signIn', { email, password });
  expect(again.code).toBe('ERR_SIGN_IN_REFUSED');
  await later.call('identity.signIn', { email, password: next });
  expect(await later.who()).toBe(email);
});

test('a link for another password is enough as well', async () => {
  const email = 'linked@example.org';
  const userId = await team.add(email);
  await team.db('identity.users').where({ email }).update({ mustChangePassword: true });
  const token = await team.link({ purpose: 'password-reset', userId, createdById: null });
  await team.browser().call('identity.reset', { token, password: next });
  const browser = team.browser();
  await browser.call('identity.signIn', { email, password: next });
  expect(await browser.who()).toBe(email);
});

test.each(['2a', '2b', '2y'])(
  'a bcrypt hash ($%s$) is right once, and is our own from then on',
  async (version) => {
    const email = `bcrypt-${version}@example.org`;
    await team.add(email);
    const passwordHash = (await hash(password, { cost: 5 })).replace('$2b$', `$${version}$`);
    await team.db('identity.users').where({ email }).update({ passwordHash });
    const browser = team.browser();
    const wrong = await browser.call('identity.signIn', { email, password: 'three geese' });
    expect(wrong.code).toBe('ERR_SIGN_IN_REFUSED');
    expect((await kept(email)).passwordHash).toBe(passwordHash);
    await browser.call('identity.signIn', { email, password });
    expect(await browser.who()).toBe(email);
    await expect.poll(async () => (await kept(email)).passwordHash).toMatch(/^\$argon2id\$/);
    const again = team.browser();
    await again.call('identity.signIn', { email, password });
    expect(await again.who()).toBe(email);
  },
);

test.each([
  ...['$2b$10$short', '$argon2id$nonsense', '!', ''],
  // It would be compared for days.
  '$2b$31$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234',
])('what is no hash is nobody’s password: %s', async (passwordHash) => {
  const email = `odd-${Math.abs(passwordHash.length)}@example.org`;
  await team.add(email);
  await team.db('identity.users').where({ email }).update({ passwordHash });
  const { status, code } = await team.browser().call('identity.signIn', { email, password });
  expect([status, code]).toEqual([400, 'ERR_SIGN_IN_REFUSED']);
});
