import { randomUUID } from 'node:crypto';
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

test('whoever has a second factor is asked for a code as well, for each signature', async () => {
  const email = 'lou@example.org';
  await team.add(email, 'lead');
  const browser = await signedIn(team, email);
  const codes = await secondFactorOf(browser);
  const other = team.browser();
  const taken = codes.pop();
  await done(other, 'identity.signIn', { email, password, code: taken });
  for (const each of [browser, other]) {
    const prove = (input: object) => each.call('identity.prove', input);
    const proving = async () => {
      const wrong = await prove({ password: 'another one entirely', code: codes[0] });
      expect(wrong.code).toBe('ERR_PASSWORD_WRONG');
      expect((await prove({ password })).code).toBe('ERR_SECOND_FACTOR_NEEDED');
      // None that was used before, as at the sign-in.
      expect((await prove({ password, code: taken })).code).toBe('ERR_SECOND_FACTOR_WRONG');
      expect((await prove({ password, code: codes.pop() })).status).toBe(200);
    };
    // It is the proof that says how it was given, and not how the session was begun.
    expect(await signedBy(each, proving)).toEqual([
      ['lock', 'second_factor'],
      ['seal', 'second_factor'],
    ]);
  }
  const log = await team.db('identity.audit_log').where({ command: 'identity.prove' });
  expect(log.map(({ afterJson }) => afterJson)).toEqual(
    Array.from({ length: 4 }, () => ({ proof: 'second_factor' })),
  );
  const { data } = await browser.read('identity.proofWays');
  expect(data).toEqual({ password: true, code: true, provider: null });
});

/** Sets up an app for whoever has this browser; gives the recovery codes. */
async function secondFactorOf(browser: Browser): Promise<string[]> {
  const begun = await done<{ secret: string }>(browser, 'identity.beginSecondFactor', { password });
  const code = new TOTP({ secret: Secret.fromBase32(begun.secret) }).generate();
  const input = { code };
  return (await done<{ recoveryCodes: string[] }>(browser, 'identity.enableSecondFactor', input))
    .recoveryCodes;
}

test('a page sends the same request again, under its key, when who is there was shown', async () => {
  await team.add('kim@example.org', 'lead');
  const browser = await signedIn(team, 'kim@example.org');
  const runId = await doneRun(browser);
  const headers = { 'idempotency-key': randomUUID() };
  const lock = () => browser.call('runs.runs.lock', { runId }, { headers });
  expect((await lock()).code).toBe('ERR_PROOF_NEEDED');
  await done(browser, 'identity.prove', { password });
  expect((await lock()).status).toBe(200);
  // And under its key it is still done once.
  expect((await lock()).status).toBe(200);
});

test('where no proof says how it was given, nothing is signed by it', async () => {
  await team.add('old@example.org', 'lead');
  const browser = await signedIn(team, 'old@example.org');
  const runId = await doneRun(browser);
  await done(browser, 'identity.prove', { password });
  // As a process of an earlier version leaves it.
  await team.db('identity.sessions').update({ provedBy: null, proofMaySign: false });
  const lock = () => browser.call('runs.runs.lock', { runId });
  expect((await lock()).code).toBe('ERR_PROOF_NEEDED');
  await done(browser, 'identity.prove', { password });
  expect((await lock()).status).toBe(200);
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
  const prove = () => visit('/api/auth/oidc/start?prove=1');
  const both = [
    ['lock', 'provider'],
    ['seal', 'provider'],
  ];
  expect(await signedBy(browser, prove)).toEqual(both);
  // Nor is a password asked of whoever has one as well, and goes there.
  await team.db('identity.users').where({ id }).update({ passwordHash: 'of something' });
  expect(await signedBy(browser, prove)).toEqual(both);
});
