import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createPasswords } from '@atelier/api/identity/passwords.ts';
import { seal, unseal } from '@atelier/api/identity/sealed.ts';
import { newRecoveryCodes } from '@atelier/api/identity/second-factor-code.ts';
import { hashOf, newToken } from '@atelier/api/identity/tokens.ts';
import { forgetLinks } from '@atelier/db/identity/link-writes.ts';
import { forgetSessions } from '@atelier/db/identity/session-writes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
let adaId: string;
const ada = 'ada@example.org';
beforeAll(async () => {
  team = await startTeam();
  adaId = await team.add(ada);
});
afterAll(() => team.close());

test('a password lies as argon2id at its cost, each with a salt of its own', async () => {
  await team.add('ben@example.org');
  const browser = await signedIn(team, 'ben@example.org');
  const next = 'nine ladies dancing';
  await browser.call('identity.changePassword', { current: password, next });
  const hash = async (email: string) =>
    (await team.db('identity.users').where({ email }).first()).passwordHash;
  expect(await hash('ben@example.org')).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
  );
  const passwords = createPasswords();
  expect(await passwords.hash(next)).not.toBe(await passwords.hash(next));
});

test('nothing of a long password is cut off', async () => {
  const passwords = createPasswords();
  const long = `${'a long sentence, '.repeat(11)}end`;
  const hash = await passwords.hash(long);
  expect(await passwords.isRight(hash, long, true)).toBe(true);
  expect(await passwords.isRight(hash, `${long.slice(0, -1)}t`, true)).toBe(false);
});

test('what is given out is random, and what is kept of it says nothing', () => {
  const made = Array.from({ length: 200 }, () => newToken('access'));
  expect(new Set(made.map(({ token }) => token)).size).toBe(200);
  for (const { token, hash } of made) {
    expect(token).toMatch(/^atl_s_[\w-]{43}$/);
    expect(hash).toEqual(hashOf(token));
  }
  const codes = Array.from({ length: 20 }, newRecoveryCodes).flat();
  expect(new Set(codes).size).toBe(200);
  for (const code of codes) expect(code).toMatch(/^(?:[a-z2-7]{4}-){3}[a-z2-7]{4}$/);
});

test('what is sealed twice looks different each time, and is read by its owner alone', () => {
  const house = Buffer.alloc(32, 3);
  const plain = Buffer.from('a secret of an app');
  const sealed = Array.from({ length: 50 }, () => seal(house, plain, 'ada'));
  expect(new Set(sealed.map((each) => each.subarray(0, 12).toString('hex'))).size).toBe(50);
  const [one = Buffer.alloc(0)] = sealed;
  expect(unseal(house, one, 'ada')).toEqual(plain);
  expect(unseal(house, one, 'ben')).toBeUndefined();
  expect(unseal(Buffer.alloc(32, 4), one, 'ada')).toBeUndefined();
  one[30] = (one[30] ?? 0) ^ 1;
  expect(unseal(house, one, 'ada')).toBeUndefined();
});

test('a token in an address is none', async () => {
  const browser = await signedIn(team, ada);
  const made = await browser.call('identity.tokens.create', { name: 'ci', access: 'read' });
  const { token } = made.data as { token: string };
  for (const name of ['token', 'access_token', 'authorization', 'atelier-access']) {
    const answer = await fetch(`${team.url}/api/v1/types?${name}=${token}`);
    expect([name, answer.status]).toEqual([name, 401]);
  }
});

test('of a call with a password in it nothing is kept that could be tried out', async () => {
  const browser = await signedIn(team, ada);
  const key = randomUUID();
  const headers = { 'idempotency-key': key };
  const input = { current: password, next: password };
  await browser.call('identity.prove', { password }, { headers });
  expect(await team.db('kernel.idempotency_keys').where({ key })).toEqual([]);
  await browser.call('identity.changePassword', input, { headers });
  const [kept] = await team.db('kernel.idempotency_keys').where({ key });
  const guess = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  expect(kept.answer).toEqual({});
  expect(kept.requestHash).not.toBe(guess);
});

test('after a new password the second factor is asked for as before, and an old code is none', async () => {
  const email = 'cy@example.org';
  const userId = await team.add(email);
  const browser = await signedIn(team, email);
  const begun = await browser.call('identity.beginSecondFactor', { password });
  const { secret } = begun.data as { secret: string };
  await browser.call('identity.enableSecondFactor', { code: codeOf(secret, 0) });
  const token = await team.link({ purpose: 'password-reset', userId, createdById: null });
  const next = 'nine ladies dancing';
  expect((await browser.call('identity.reset', { token, password: next })).status).toBe(200);
  const signIn = (more: object) =>
    browser.call('identity.signIn', { email, password: next, ...more });
  expect((await signIn({})).code).toBe('ERR_SECOND_FACTOR_NEEDED');
  // Never used, and of two minutes ago.
  await team.db('identity.second_factors').update({ lastStep: 0 });
  expect((await signIn({ code: codeOf(secret, -4) })).code).toBe('ERR_SECOND_FACTOR_WRONG');
  expect((await signIn({ code: codeOf(secret, 0) })).status).toBe(200);
});

test('sessions and links that are over are forgotten in time, and no others', async () => {
  await signedIn(team, ada);
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  const sessions = () => team.db('identity.sessions').where({ userId: adaId });
  const [old] = await sessions().select('id');
  await team
    .db('identity.sessions')
    .where({ id: old.id })
    .update({ expiresAt: daysAgo(31) });
  const count = (await sessions()).length;
  expect(await forgetSessions(team.db, 30)).toBe(1);
  expect(await sessions()).toHaveLength(count - 1);
  await team.link({ purpose: 'first-admin' });
  await team.link({ purpose: 'first-admin' });
  const [first] = await team.db('identity.one_time_links').where({ purpose: 'first-admin' });
  const link = team.db('identity.one_time_links').where({ id: first.id });
  await link.update({ expiresAt: daysAgo(31) });
  expect(await forgetLinks(team.db, 30)).toBe(1);
});

/** The code of an app with this secret, so many steps from now. */
function codeOf(secret: string, steps: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac('sha1', key).update(step).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
