import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowser } from '../identity/browser.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const secret = 'a secret that this house alone knows';

/** Starts, and gives what it printed after a moment. */
async function start(env: Readonly<Record<string, string>>) {
  const app = startAppProcess({
    DATABASE_URL: database.connectionString,
    ATELIER_SECRET: secret,
    ...env,
  });
  const url = await app.url();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const link = /\S+\/link#(\S+)/.exec(app.output());
  const stop = async () => {
    app.process.kill('SIGTERM');
    expect(await app.ended()).toBe(0);
  };
  return { url, link: link?.[0], token: link?.[1] ?? '', stop };
}

test('a start prints the link that makes the administrator, while there is none', async () => {
  const local = await start({ AUTH_MODE: 'local' });
  expect(local.link).toBeUndefined();
  await local.stop();

  const first = await start({ AUTH_MODE: 'team' });
  expect(first.link).toBe(`${first.url}/link#${first.token}`);
  const browser = createBrowser(first.url);
  const input = {
    token: first.token,
    displayName: 'The Administrator',
    email: 'admin@example.org',
    password: 'three geese in a row',
  };
  const { data } = await browser.call('identity.acceptLink', input);
  expect(data).toMatchObject({ grants: [{ role: 'admin', scope: { type: 'global' } }] });
  await first.stop();

  const second = await start({ AUTH_MODE: 'team', PUBLIC_URL: 'https://atelier.example' });
  expect(second.link).toBeUndefined();
  await second.stop();

  // One who was deactivated administrates nothing.
  await database.db('identity.users').update({ isActive: false });
  const third = await start({ AUTH_MODE: 'team', PUBLIC_URL: 'https://atelier.example' });
  expect(third.link).toBe(`https://atelier.example/link#${third.token}`);
  await third.stop();
}, 60_000);
