import { createHash, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { password, signedIn, startTeam, type Team } from './team.ts';

// What is repeated under its key because its answer was lost is answered as done, and does nothing again.

let team: Team;
let admin: string;
beforeAll(async () => {
  team = await startTeam();
  admin = await team.add('admin@example.org', 'admin');
});
afterAll(() => team.close());

const next = 'four ducks in two rows';
const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

/** Calls a procedure twice under one key; the second time with `again`, where it is told, and from `other`. */
async function twice(
  from: Browser,
  procedure: string,
  input: object,
  { again = input, other = from }: { readonly again?: object; readonly other?: Browser } = {},
) {
  const key = randomUUID();
  const first = await from.call(`identity.${procedure}`, input, keyed(key));
  const second = await other.call(`identity.${procedure}`, again, keyed(key));
  return { first, second, key };
}

const auditOf = (command: string, actorId: string) =>
  team
    .db('identity.audit_log')
    .where({ command: `identity.${command}`, actorId })
    .select();

test('an account that was made with a link is there, and nobody is signed in by asking again', async () => {
  const request = { purpose: 'invitation', role: 'lead', createdById: admin } as const;
  const token = await team.link({ ...request, email: 'nia@example.org' });
  const input = { token, displayName: 'Nia', password };
  const lost = team.browser();
  const { first, second, key } = await twice(lost, 'acceptLink', input, { other: team.browser() });
  expect(first.data).toMatchObject({ user: { email: 'nia@example.org' } });
  expect(second).toMatchObject({ status: 200, data: { user: null, sessionId: null, grants: [] } });
  expect(await lost.who()).toBe('nia@example.org');
  // The cookies may have come where the rest of the answer did not: then it is somebody who asks again.
  expect((await lost.call('identity.acceptLink', input, keyed(key))).status).toBe(200);
  const { user } = first.data as { user: { id: string } };
  expect(await auditOf('acceptLink', user.id)).toHaveLength(2);
  expect(await team.db('identity.sessions').where({ userId: user.id })).toHaveLength(1);

  const otherwise = { ...input, password: next };
  const refused = await lost.call('identity.acceptLink', otherwise, keyed(key));
  expect(refused.code).toBe('ERR_IDEMPOTENCY_KEY_REUSED');
  expect((await team.browser().call('identity.acceptLink', input)).code).toBe('ERR_LINK_INVALID');
});

test('of repetitions at the same moment one makes the account, and all are answered', async () => {
  const request = { purpose: 'invitation', role: 'viewer', createdById: admin } as const;
  const token = await team.link({ ...request, email: 'many@example.org' });
  const key = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 4 }, () =>
      team
        .browser()
        .call('identity.acceptLink', { token, displayName: 'Many', password }, keyed(key)),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const made = answers.filter(({ data }) => (data as { user: unknown }).user !== null);
  expect(made).toHaveLength(1);
});

test('a password that was changed is changed, whatever was right before', async () => {
  const id = await team.add('cora@example.org');
  const browser = await signedIn(team, 'cora@example.org');
  const input = { current: password, next };
  const { first, second, key } = await twice(browser, 'changePassword', input);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(await auditOf('changePassword', id)).toHaveLength(1);
  const other = await browser.call('identity.changePassword', { ...input, next: 'x' }, keyed(key));
  expect(other.code).toBe('ERR_IDEMPOTENCY_KEY_REUSED');

  const token = await team.link({ purpose: 'password-reset', userId: id, createdById: admin });
  const reset = await twice(team.browser(), 'reset', { token, password });
  expect([reset.first.status, reset.second.status]).toEqual([200, 200]);
  expect(await auditOf('reset', id)).toHaveLength(2);
});

test('what is kept of a request tells nobody who has the database which password is in it', async () => {
  await team.add('dora@example.org');
  const browser = await signedIn(team, 'dora@example.org');
  const input = { current: password, next };
  const { key } = await twice(browser, 'changePassword', input);
  const [kept] = await team.db('kernel.idempotency_keys').where({ key });
  const guessed = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  expect(kept.requestHash).toMatch(/^[0-9a-f]{64}$/);
  expect(kept.requestHash).not.toBe(guessed);
  expect(kept.answer).toEqual({});
});

test('a second factor that is on is on, and its recovery codes are not told again', async () => {
  const id = await team.add('ella@example.org');
  const browser = await signedIn(team, 'ella@example.org');
  const begun = await browser.call('identity.beginSecondFactor', { password });
  const { secret } = begun.data as { secret: string };
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const codeAt = (step: number) => app.generate({ timestamp: Date.now() + step * 30_000 });
  const enabled = await twice(browser, 'enableSecondFactor', { code: codeAt(0) });
  const { recoveryCodes } = enabled.first.data as { recoveryCodes: readonly string[] };
  expect(recoveryCodes).toHaveLength(10);
  expect(enabled.second).toMatchObject({ status: 200, data: { recoveryCodes: null } });
  const [kept] = await team.db('kernel.idempotency_keys').where({ key: enabled.key });
  expect(JSON.stringify(kept)).not.toContain(recoveryCodes[0]);

  const [code = ''] = recoveryCodes;
  const disabled = await twice(browser, 'disableSecondFactor', { password, code });
  expect([disabled.first.status, disabled.second.status]).toEqual([200, 200]);
  expect((await browser.read('identity.secondFactor')).data).toMatchObject({ enabled: false });
  expect(await auditOf('disableSecondFactor', id)).toHaveLength(1);
});

test('a name that somebody else has changed since is not set again', async () => {
  const userId = await team.add('finn@example.org');
  const browser = await signedIn(team, 'finn@example.org');
  const key = randomUUID();
  const rename = () => browser.call('identity.updateProfile', { displayName: 'Finn' }, keyed(key));
  const first = await rename();
  expect(first.data).toMatchObject({ user: { displayName: 'Finn' } });
  await team.db('identity.users').where({ id: userId }).update({ displayName: 'Other' });
  expect((await rename()).data).toEqual(first.data);
  expect((await browser.read('identity.me')).data).toMatchObject({
    user: { displayName: 'Other' },
  });
});
