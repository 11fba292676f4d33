import { serverOf } from '@atelier/api/lifecycle/database-place.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { lifecycleOn } from './lifecycle-caller.ts';

test('an external database is named by its server and its name, the embedded one by its folder', async () => {
  const { db, drop } = await createTestDatabase();
  try {
    const { rows } = await db.raw('SELECT current_database() AS name');
    expect(await lifecycleOn(db, { embedded: false }).place()).toEqual({
      kind: 'server',
      server: expect.stringMatching(/^[\w.]+:\d+$/),
      name: rows[0].name,
    });
    expect(await lifecycleOn(db, { dataDir: '/studio/data' }).place()).toEqual({
      kind: 'embedded',
      folder: '/studio/data',
    });
  } finally {
    await drop();
  }
});

test.each([
  ['postgres://anna:secret@db.studio:6000/work', 'db.studio:6000'],
  ['postgres://anna:secret@db.studio/work?sslmode=require', 'db.studio:5432'],
  ['postgres:///work?host=/run/postgresql', '/run/postgresql'],
  ['postgres:///work', 'localhost:5432'],
])('of %s only the server is shown', (address, server) => {
  expect(serverOf(address)).toBe(server);
});
