import { hashOf } from '@atelier/api/identity/tokens.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { runWords } from './run-in-process.ts';

let database: TestDatabase;
let email: string;
let userId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ id: userId, email } = await addUser(database.db, 'Ann', 'admin'));
});
afterAll(() => database.drop());

async function people(typed: string) {
  const settings = {
    DATABASE_URL: database.connectionString,
    PUBLIC_URL: 'https://atelier.example',
  };
  const { code, printed, errors } = await runWords(['people', ...typed.split(' ')], settings);
  return { code, printed: printed.join('\n'), error: () => lineOf(errors) };
}
const links = () => database.db('identity.one_time_links').where({ userId });
const entries = () =>
  database
    .db('identity.audit_log')
    .orderBy('id')
    .select('actorId', 'command', 'door', 'action', 'entityType', 'entityId', 'afterJson');

test('a link is printed, however the address is written, and the log tells of it without the link', async () => {
  const { code, printed } = await people(`reset-link ${email.toUpperCase()} --yes`);
  expect(code).toBe(0);
  const [, token = ''] = /^https:\/\/atelier\.example\/link#([\w-]{43})$/m.exec(printed) ?? [];
  const [link] = await links();
  expect(link).toMatchObject({ purpose: 'password-reset', usedAt: null, createdById: null });
  expect(link.tokenHash).toEqual(hashOf(token));
  const told = await entries();
  expect(told).toEqual([
    {
      ...{ actorId: 'system', command: 'identity.people.resetLink', door: 'command_line' },
      ...{ action: 'create', entityType: 'password-link', entityId: link.id },
      afterJson: { userId, expiresAt: link.expiresAt.toISOString() },
    },
  ]);
  expect(JSON.stringify(told)).not.toContain(token);
  // Another one takes its place.
  await people(`reset-link ${email} --yes --json`);
  expect((await links()).map(({ id }) => id)).not.toContain(link.id);
});

test('the second factor goes only where that is said, and the log tells of it', async () => {
  await database.db('identity.second_factors').insert({
    userId,
    secret: Buffer.from('sealed'),
    confirmedAt: new Date(),
  });
  const factors = () => database.db('identity.second_factors').where({ userId });
  await people(`reset-link ${email} --yes`);
  expect(await factors()).toHaveLength(1);
  const { code, printed } = await people(`reset-link ${email} --second-factor --yes`);
  expect([code, printed]).toEqual([0, expect.stringContaining('The second factor is off.')]);
  expect(await factors()).toEqual([]);
  const last = (await entries()).at(-1);
  expect(last).toMatchObject({
    entityType: 'user',
    entityId: userId,
    afterJson: { secondFactor: false },
  });
});

test('nothing is done unasked, on trial, or for an account that is none', async () => {
  const before = [await links(), await entries()];
  const unasked = await people(`reset-link ${email}`);
  expect([unasked.code, unasked.error()]).toEqual([
    2,
    expect.stringContaining('ERR_NOT_CONFIRMED'),
  ]);
  const trial = await people(`reset-link ${email} --second-factor --dry-run`);
  expect([trial.code, trial.printed]).toEqual([0, expect.stringContaining('To make a link')]);
  const unknown = await people('reset-link nobody@example.org --yes');
  expect([unknown.code, unknown.error()]).toEqual([
    2,
    expect.stringContaining('ERR_ACCOUNT_ABSENT'),
  ]);
  await database.db('identity.users').where({ id: userId }).update({ isActive: false });
  const closed = await people(`reset-link ${email} --yes`);
  expect(closed.error()).toContain('ERR_ACCOUNT_ABSENT');
  expect([await links(), await entries()]).toEqual(before);
});
