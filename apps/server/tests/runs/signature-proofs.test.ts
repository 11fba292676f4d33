import type { RunProof } from '@atelier/domain/runs/seal/proof-types.ts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../identity/browser.ts';
import { startIdentityProvider } from '../identity/identity-provider.ts';
import { password, signedIn, startTeam, type Team } from '../identity/team.ts';
import { done, doneRun, read } from './locked-over-http.ts';

const publicUrl = 'http://atelier.test';
const people = { gil: { email: 'gil@example.org', email_verified: true } };
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let team: Team;
beforeAll(async () => {
  provider = await startIdentityProvider(`${publicUrl}/api/auth/oidc/callback`, people);
  const client = { clientId: 'atelier', clientSecret: 'a secret of the client' };
  const oidc = { issuer: provider.issuer, ...client, name: 'The provider', trustedOrigins: [] };
  team = await startTeam({ publicUrl, oidc });
});
afterAll(async () => {
  await team.close();
  await provider.close();
});

/** Locks a run and seals it, each refused until it is proved; how each was proved. */
async function signedBy(browser: Browser, prove: () => Promise<unknown>) {
  const runId = await doneRun(browser);
  const lock = () => browser.call('runs.runs.lock', { runId });
  const seal = () => browser.call('runs.proof.seal', { runId, language: 'en' });
  for (const sign of [lock, seal]) {
    expect(await sign()).toMatchObject({ status: 403, code: 'ERR_PROOF_NEEDED' });
    await prove();
    expect(await sign()).toMatchObject({ code: undefined, status: 200 });
  }
  const { signatures } = await read<RunProof>(browser, 'runs.proof.get', { runId });
  return signatures.map(({ meaning, provedBy }) => [meaning, provedBy]);
}

test('a signature is by a second factor where the session was begun with one', async () => {
  const email = 'lou@example.org';
  await team.add(email, 'lead');
  const browser = await signedIn(team, email);
  const begun = await done<{ secret: string }>(browser, 'identity.beginSecondFactor', { password });
  const app = new TOTP({ secret: Secret.fromBase32(begun.secret) });
  const code = app.generate();
  const enabled = await done<{ recoveryCodes: string[] }>(browser, 'identity.enableSecondFactor', {
    code,
  });
  const proving = (who: Browser) => async () => {
    const wrong = await who.call('identity.prove', { password: 'another one entirely' });
    expect(wrong.code).toBe('ERR_PASSWORD_WRONG');
    await done(who, 'identity.prove', { password });
  };
  // That an app was set up meanwhile does not make of the session what it is not.
  await notProved();
  expect(await signedBy(browser, proving(browser))).toEqual([
    ['lock', 'password'],
    ['seal', 'password'],
  ]);
  const other = team.browser();
  const [recovery] = enabled.recoveryCodes;
  await done(other, 'identity.signIn', { email, password, code: recovery });
  await notProved();
  expect(await signedBy(other, proving(other))).toEqual([
    ['lock', 'second_factor'],
    ['seal', 'second_factor'],
  ]);
});

/** Whatever proved somebody before was for something else, and what was begun was begun a while ago. */
async function notProved() {
  const earlier = (column: string) => team.db.raw("?? - interval '5 seconds'", [column]);
  await team.db('identity.sessions').update({ provedAt: null, createdAt: earlier('created_at') });
  await team.db('identity.second_factors').update({ confirmedAt: earlier('confirmed_at') });
}

test('whoever has no password is asked by the provider anew, for each signature', async () => {
  const id = await team.add('gil@example.org', 'lead');
  await team.db('identity.users').where({ id }).update({ passwordHash: null });
  const browser = team.browser();
  provider.signsInAs('gil');
  const visit = async (path: string) => {
    const { headers } = await browser.send(path, { redirect: 'manual' });
    const back = await provider.visit(headers.get('location') ?? '');
    await browser.send(back.slice(publicUrl.length), { redirect: 'manual' });
  };
  await visit('/api/auth/oidc/start');
  const by = await signedBy(browser, () => visit('/api/auth/oidc/start?prove=1'));
  expect(by).toEqual([
    ['lock', 'provider'],
    ['seal', 'provider'],
  ]);
});
