import { connect } from '@atelier/db/kernel/connection.ts';
import { listen } from '@atelier/db/kernel/listen.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { rawName } from '@atelier/lifecycle/catalog/quote.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});
afterAll(() => database.drop());

test.each(['we?ird #na$me%', 'a/b&c=d+e', '%3F', 'Имя "x" @:;,'])(
  'a database named %s is reached by its address, and listened to',
  async (name) => {
    await database.db.raw(`CREATE DATABASE ${rawName(name)} TEMPLATE template0`);
    const connectionString = inDatabase(database.connectionString, name);
    const db = connect({ connectionString: `${connectionString}?application_name=named` });
    const heard: unknown[] = [];
    const listener = listen({
      connectionString,
      onChange: (change) => heard.push(change),
      onMessage: (message) => heard.push(message),
      onMissed: () => heard.push('missed'),
      onLost: () => heard.push('lost'),
    });
    try {
      const { rows } = await db.raw(
        `SELECT current_database() AS name, current_setting('application_name') AS application,
           current_setting('lock_timeout') AS patience`,
      );
      expect(rows).toEqual([{ name, application: 'named', patience: '10s' }]);
      await expect.poll(() => heard).toEqual(['missed']);
      const change = { area: 'kernel', entity: 'name', ids: [] };
      createNotifier(db).notify(change);
      await expect.poll(() => heard).toEqual(['missed', change]);
    } finally {
      await listener.close();
      await db.destroy();
      await database.db.raw(`DROP DATABASE ${rawName(name)} WITH (FORCE)`);
    }
  },
);
