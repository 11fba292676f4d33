import { readSealing } from '@atelier/db/identity/audit-unsealed.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { listenerName } from '@atelier/db/kernel/listen.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from './sealed-log.ts';

const owner = `atelier_looks_${process.pid}`;
const app = `atelier_runs_${process.pid}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.raw(`
    CREATE ROLE ${app} LOGIN PASSWORD 'a-secret';
    CREATE ROLE ${owner} LOGIN PASSWORD 'a-secret';
    GRANT pg_read_all_data TO ${owner}`);
});
afterAll(async () => {
  await database.db.raw(`DROP ROLE ${app}; DROP ROLE ${owner}`);
  await database.drop();
});

function connectAs(name: string, applicationName: string) {
  const url = new URL(database.connectionString);
  url.username = name;
  url.password = 'a-secret';
  return connect({ connectionString: url.href, poolSize: 1, applicationName });
}

test('who is no superuser and no member of the app’s role sees what the app forgets', async () => {
  await write(database.db, 1);
  const running = connectAs(app, listenerName);
  const looking = connectAs(owner, 'looking');
  try {
    await running.raw('SELECT 1');
    const { rows } = await looking.raw(
      'SELECT backend_start FROM pg_stat_activity WHERE usename = ?',
      [app],
    );
    expect(rows).toEqual([{ backend_start: null }]);
    expect(await readSealing(looking, 0)).toMatchObject({ isRunning: true, forgotten: ['1'] });
    expect(await readSealing(looking, 60_000)).toMatchObject({ isRunning: true, forgotten: [] });
  } finally {
    await running.destroy();
    await looking.destroy();
  }
  expect(await readSealing(database.db, 0)).toMatchObject({ isRunning: false, forgotten: [] });
});
