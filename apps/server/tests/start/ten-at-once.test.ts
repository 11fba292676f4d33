import { startAppProcess } from '@atelier/testkit/app-process.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let empty: TestDatabase;
beforeAll(async () => {
  empty = await createTestDatabase({ empty: true });
});
afterAll(() => empty.drop());

proof('apps-that-start-at-once', { short: 4, long: 20 }, ({ rounds, passed }) => {
  test('of many apps that start at once on an empty database one migrates, and all serve', async () => {
    const apps = Array.from({ length: rounds }, () =>
      startAppProcess({ DATABASE_URL: empty.connectionString, DB_POOL_SIZE: '2' }),
    );
    try {
      const urls = await Promise.all(apps.map((app) => app.url()));
      const answers = await Promise.all(urls.map((url) => fetch(`${url}/api/v1/types`)));
      expect(answers.map(({ status }) => status)).toEqual(Array(rounds).fill(200));
      const { rows } = await empty.db.raw(
        `SELECT count(*)::int AS attempts, count(DISTINCT name)::int AS migrations,
         count(DISTINCT runner)::int AS runners
       FROM lifecycle.migration_attempts`,
      );
      const [{ attempts, migrations, runners }] = rows;
      expect(migrations).toBeGreaterThan(1);
      expect({ attempts, runners }).toEqual({ attempts: migrations, runners: 1 });
      passed(rounds);
    } finally {
      for (const app of apps) app.process.kill('SIGTERM');
      expect(await Promise.all(apps.map((app) => app.ended()))).toEqual(Array(rounds).fill(0));
    }
  });
});
