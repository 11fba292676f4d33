import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Starts the app on the database; undefined where it does not start. */
async function start(env: Readonly<Record<string, string>>) {
  const app = startAppProcess({ DATABASE_URL: database.connectionString, DB_BACKUP: '0', ...env });
  const url = await app.url().catch(() => undefined);
  app.process.kill('SIGTERM');
  await app.ended();
  return { url, said: app.output() + app.errors() };
}

test.each([
  ['on all addresses', { HOST: '0.0.0.0' }],
  ['on all addresses of IPv6', { HOST: '::' }],
  ['where its port is published on all', { HOST: '127.0.0.1', PUBLISHED_HOST: '0.0.0.0' }],
  ['behind a name that others know', { PUBLIC_URL: 'https://atelier.example' }],
])('where nobody signs in, it does not listen %s', async (_where, env) => {
  const { url, said } = await start(env);
  expect(url).toBeUndefined();
  expect(said).toMatch(/ERR_NOBODY_SIGNS_IN: host \S+\]/);
  expect(said).toMatch(/AUTH_MODE=team.*AUTH_MODE=open.*HOST=127\.0\.0\.1/s);
});

test.each([
  ['published on this machine alone', { HOST: '0.0.0.0', PUBLISHED_HOST: '127.0.0.1' }],
  ['open, as whoever runs it says', { HOST: '0.0.0.0', AUTH_MODE: 'open' }],
  ['where each has an account', { HOST: '0.0.0.0', AUTH_MODE: 'team' }],
])('it listens %s', async (_where, env) => {
  expect((await start(env)).url).toBeDefined();
});
