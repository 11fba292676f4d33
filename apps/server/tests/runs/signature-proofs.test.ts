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
    expect(await sign()).toMatchObject({ status: 200 });
  }
  const { signatures } = await read<RunProof>(browser, 'runs.proof.get', { runId });
  return signatures.map(({ meaning, provedBy }) => [meaning, provedBy]);
}

test('whoever has a second factor signs with it, and with the password alone not', async () => {
  await team.add('lou@example.org', 'lead');
  const browser = await signedIn(team, 'lou@example.org');
  const { secret } = await done<{ secret: string }>(browser, 'identity.beginSecondFactor', {
    password,
  });
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const enabled = await done<{ recoveryCodes: string[] }>(browser, 'identity.enableSecondFactor', {
    code,
  });
  const codes = [...enabled.recoveryCodes];
  // The proof of the second factor's own dialog is for no signature.
  await team.db('identity.sessions').update({ provedAt: null });
  const by = await signedBy(browser, async () => {
    const alone = await browser.call('identity.prove', { password });
    expect(alone.code).toBe('ERR_SECOND_FACTOR_NEEDED');
    await done(browser, 'identity.prove', { password, code: codes.pop() });
  });
  expect(by).toEqual([
    ['lock', 'second_factor'],
    ['seal', 'second_factor'],
  ]);
});

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
