import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
});
afterAll(() => team.close());

/** Codes of an app a little before and after now: each is good once. */
const codeOf = (secret: string, step = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + step * 30_000,
  });

test('an account with an app is signed in to with a code of it, each good once', async () => {
  const email = 'ann@example.org';
  const id = await team.add(email);
  const browser = await signedIn(team, email);
  expect((await browser.call('identity.beginSecondFactor', { password: 'wrong' })).code).toBe(
    'ERR_PASSWORD_WRONG',
  );
  const begun = await browser.call('identity.beginSecondFactor', { password });
  const { secret, uri } = begun.data as { secret: string; uri: string };
  expect(uri).toContain(`secret=${secret}`);
  expect(uri).toContain('otpauth://totp/Atelier:ann%40example.org');
  // Until a code was shown, none is asked for.
  expect((await browser.read('identity.secondFactor')).data).toMatchObject({ enabled: false });
  const signIn = (code?: string, from = team.browser()) =>
    from.call('identity.signIn', { email, password, ...(code !== undefined && { code }) });
  expect((await signIn()).status).toBe(200);
  const enable = (code: string) => browser.call('identity.enableSecondFactor', { code });
  expect((await enable('000000')).code).toBe('ERR_SECOND_FACTOR_WRONG');
  const enabled = await enable(codeOf(secret, -1));
  const { recoveryCodes } = enabled.data as { recoveryCodes: string[] };
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(recoveryCodes[0]).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);

  expect((await signIn()).code).toBe('ERR_SECOND_FACTOR_NEEDED');
  // An app is not taken over by beginning with another one.
  expect((await browser.call('identity.beginSecondFactor', { password })).code).toBe(
    'ERR_SECOND_FACTOR_SET',
  );
  expect((await signIn('123456')).code).toBe('ERR_SECOND_FACTOR_WRONG');
  const code = codeOf(secret);
  expect((await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
  expect((await signIn(code)).code).toBe('ERR_SECOND_FACTOR_WRONG');
  // A step behind the last one is too old now.
  expect((await signIn(codeOf(secret, -1))).code).toBe('ERR_SECOND_FACTOR_WRONG');

  const [recovery = ''] = recoveryCodes;
  expect((await signIn(recovery.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
  expect((await signIn(recovery)).code).toBe('ERR_SECOND_FACTOR_WRONG');
  expect((await browser.read('identity.secondFactor')).data).toEqual({
    enabled: true,
    recoveryCodesLeft: 9,
  });
  // Who has the wrong password learns nothing of the app.
  const wrong = await team.browser().call('identity.signIn', { email, password: 'wrong', code });
  expect(wrong.code).toBe('ERR_SIGN_IN_REFUSED');
  const login = await team.browser().send('/api/auth/login', {
    method: 'POST',
    body: { email, password },
  });
  expect(((await login.json()) as { code: string }).code).toBe('ERR_SECOND_FACTOR_NEEDED');

  const disable = (input: object) => browser.call('identity.disableSecondFactor', input);
  expect((await disable({ password, code: recovery })).code).toBe('ERR_SECOND_FACTOR_WRONG');
  expect((await disable({ password, code: recoveryCodes[1] })).status).toBe(200);
  expect((await signIn()).status).toBe(200);
  const { rows } = await team.db.raw('SELECT count(*)::int AS n FROM identity.recovery_codes');
  expect(rows[0].n).toBe(0);
  const changes = await team.db('identity.audit_log').where({ entityId: id, action: 'update' });
  expect(changes.map(({ afterJson }) => afterJson)).toEqual([
    { secondFactor: true },
    { secondFactor: false },
  ]);
});

test('a code is guessed no more often than a password', async () => {
  const email = 'ben@example.org';
  await team.add(email);
  const browser = await signedIn(team, email);
  const { data } = await browser.call('identity.beginSecondFactor', { password });
  const { secret } = data as { secret: string };
  await browser.call('identity.enableSecondFactor', { code: codeOf(secret) });
  const codes: (string | undefined)[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    const input = { email, password, code: String(100_000 + guess) };
    codes.push((await team.browser().call('identity.signIn', input)).code);
    // Asking without a code gives no guesses back.
    await team.browser().call('identity.signIn', { email, password });
  }
  expect(codes.slice(0, 10)).toEqual(codes.slice(0, 10).map(() => 'ERR_SECOND_FACTOR_WRONG'));
  expect(codes).toContain('ERR_SIGN_IN_THROTTLED');
});

test('the secret is not in the database as it is', async () => {
  const email = 'cy@example.org';
  const id = await team.add(email);
  const browser = await signedIn(team, email);
  const { data } = await browser.call('identity.beginSecondFactor', { password });
  const { secret } = data as { secret: string };
  const row = await team.db('identity.second_factors').where({ userId: id }).first();
  const plain = Buffer.from(Secret.fromBase32(secret).buffer);
  expect(row.secret.includes(plain)).toBe(false);
  // Nor is it somebody else's: moved to another account it says nothing.
  const other = await team.add('dee@example.org');
  await team.db('identity.second_factors').insert({ ...row, userId: other });
  const moved = await signedIn(team, 'dee@example.org');
  const taken = await moved.call('identity.enableSecondFactor', { code: codeOf(secret) });
  expect(taken.code).toBe('ERR_SECOND_FACTOR_WRONG');
});
