import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let empty: TestDatabase;
beforeAll(async () => {
  empty = await createTestDatabase({ empty: true });
});
afterAll(() => empty.drop());

test('ten apps start at once on an empty database: one migrates, all serve', async () => {
  const apps = Array.from({ length: 10 }, () =>
    startAppProcess({ DATABASE_URL: empty.connectionString, DB_POOL_SIZE: '2' }),
  );
  try {
    const urls = await Promise.all(apps.map((app) => app.url()));
    const answers = await Promise.all(urls.map((url) => fetch(`${url}/api/v1/types`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const { rows } = await empty.db.raw(
      `SELECT count(*)::int AS attempts, count(DISTINCT name)::int AS migrations,
         count(DISTINCT runner)::int AS runners
       FROM lifecycle.migration_attempts`,
    );
    const [{ attempts, migrations, runners }] = rows;
    expect(migrations).toBeGreaterThan(1);
    expect({ attempts, runners }).toEqual({ attempts: migrations, runners: 1 });
  } finally {
    for (const app of apps) app.process.kill('SIGTERM');
    expect(await Promise.all(apps.map((app) => app.ended()))).toEqual(Array(10).fill(0));
  }
}, 120_000);
