import type { RunProof } from '@atelier/domain/runs/seal/proof-types.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, signedIn, startTeam, type Team } from '../identity/team.ts';
import { done, doneRun, read } from './locked-over-http.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  await team.add('lea@example.org', 'lead');
});
afterAll(() => team.close());

const needed = { status: 403, code: 'ERR_PROOF_NEEDED' };

const lead = () => signedIn(team, 'lea@example.org');

test('locking, unlocking and sealing each ask for the password, and say what was meant', async () => {
  const lea = await lead();
  const runId = await doneRun(lea);
  const lock = () => lea.call('runs.runs.lock', { runId });
  expect(await lock()).toMatchObject(needed);
  const wrong = await lea.call('identity.prove', { password: 'another one entirely' });
  expect(wrong.code).toBe('ERR_PASSWORD_WRONG');
  expect(await lock()).toMatchObject(needed);
  const prove = () => done(lea, 'identity.prove', { password });
  await prove();
  expect(await lock()).toMatchObject({ status: 200 });
  // A proof is for one signature.
  const unlock = () => lea.call('runs.runs.unlock', { runId, reason: 'the wrong bench' });
  expect(await unlock()).toMatchObject(needed);
  await prove();
  expect(await unlock()).toMatchObject({ status: 200 });
  await prove();
  expect(await lock()).toMatchObject({ status: 200 });
  const seal = () => lea.call('runs.proof.seal', { runId, language: 'en' });
  expect(await seal()).toMatchObject(needed);
  await prove();
  expect(await seal()).toMatchObject({ status: 200 });
  const { signatures } = await read<RunProof>(lea, 'runs.proof.get', { runId });
  expect(signatures.map(({ meaning, provedBy, reason }) => [meaning, provedBy, reason])).toEqual([
    ['lock', 'password', ''],
    ['unlock', 'password', 'the wrong bench'],
    ['lock', 'password', ''],
    ['seal', 'password', ''],
  ]);
  const log = await team.db('identity.audit_log').where({ runId, action: 'lock' }).orderBy('id');
  expect(log.at(-1)?.afterJson).toMatchObject({
    status: 'locked',
    signature: { meaning: 'lock', provedBy: 'password' },
  });
});

test('a token signs nothing', async () => {
  const lea = await lead();
  const runId = await doneRun(lea);
  await done(lea, 'identity.prove', { password });
  const made = await done<{ token: string }>(lea, 'identity.tokens.create', {
    name: 'CI',
    access: 'write',
  });
  const program = team.browser({ authorization: `Bearer ${made.token}` });
  const lock = await program.call('runs.runs.lock', { runId });
  expect(lock).toMatchObject({ status: 403, code: 'ERR_FORBIDDEN' });
});

test('two signatures at once do not share a proof', async () => {
  const lea = await lead();
  const runs = [await doneRun(lea), await doneRun(lea)];
  await done(lea, 'identity.prove', { password });
  const locks = await Promise.all(runs.map((runId) => lea.call('runs.runs.lock', { runId })));
  expect(locks.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test.each([
  ['a moment', '0 seconds'],
  ['an hour', '1 hour'],
])('what somebody signed in with signs nothing, in a session that is %s old', async (_, age) => {
  const lea = await lead();
  const runId = await doneRun(lea);
  await team.db('identity.sessions').update({
    createdAt: team.db.raw('created_at - ?::interval', [age]),
    provedAt: new Date(),
  });
  await team.forgetKnown();
  expect(await lea.call('runs.runs.lock', { runId })).toMatchObject(needed);
  const path = `/api/v2/runs/${runId}/status`;
  const overRest = await lea.send(path, { method: 'PATCH', body: { status: 'locked' } });
  expect([overRest.status, await overRest.json()]).toMatchObject([403, { code: needed.code }]);
});

test('a program signs with what it signs in with, once', async () => {
  const lea = await lead();
  const runs = [await doneRun(lea), await doneRun(lea)];
  const login = await team.browser().send('/api/auth/login', {
    method: 'POST',
    body: { email: 'lea@example.org', password },
  });
  const { token } = (await login.json()) as { token: string };
  const program = team.browser({ authorization: `Bearer ${token}` });
  const locks = [];
  for (const runId of runs) {
    const path = `/api/v2/runs/${runId}/status`;
    locks.push((await program.send(path, { method: 'PATCH', body: { status: 'locked' } })).status);
  }
  expect(locks).toEqual([200, 403]);
  const { signatures } = await read<RunProof>(lea, 'runs.proof.get', { runId: runs[0] });
  expect(signatures.map(({ meaning, provedBy }) => [meaning, provedBy])).toEqual([
    ['lock', 'password'],
  ]);
});
