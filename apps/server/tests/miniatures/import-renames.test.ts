import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from '../kernel/rest-server.ts';
import { type ImportFile, importedEvent, importedType } from './import-file.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const importFile = (file: ImportFile) =>
  server.post('/api/v1/import', file).then(({ status, body }) => [status, body]);
const rename = (db: Knex, from: string, to: string) =>
  db.raw('UPDATE miniatures.miniature_types SET name = ? WHERE name = ?', [to, from]);

/** What a type's box holds, and how many moves its history has; undefined where there is none. */
async function contentOf(name: string): Promise<readonly (number | undefined)[] | undefined> {
  const { body } = await server.get<ImportFile>('/api/v1/export');
  const type = body.types.find((one) => one.name === name);
  return type && [type.stage_counts[0]?.count, type.history.length];
}

/** How many sessions wait for a lock that another one holds. */
async function waiting(): Promise<number> {
  const { rows } = await server.db.raw(`
    SELECT count(*)::integer AS number FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  return rows[0].number;
}

test.each([
  ['without history', 0],
  ['with history', 2],
])('a rename in the middle of a merge, of a type %s, loses nothing', async (what, events) => {
  const before = `Orks ${what}`;
  const after = `Greenskins ${what}`;
  const { uuid } = await server.addType(before, 5);
  await server.addType(`Zombies ${what}`, 1);
  const history = Array.from({ length: events }, () => importedEvent());
  const others = await server.db.transaction();
  try {
    await others.raw('SELECT FROM miniatures.stage_counts WHERE type_id = ? FOR UPDATE', [uuid]);
    const types = [importedType(before, [7], history), importedType(`Zombies ${what}`, [2])];
    const imported = importFile({ types });
    await expect.poll(waiting).toBe(1);
    const renamed = rename(server.db, before, after);
    // Whether it waits for the import or not, it has had its chance when this has come back.
    await Promise.race([renamed, expect.poll(waiting).toBe(2)]);
    await others.rollback();
    expect(await imported).toEqual([200, { status: 'ok' }]);
    await renamed;
  } finally {
    if (!others.isCompleted()) await others.rollback();
  }
  expect(await contentOf(before)).toBeUndefined();
  expect(await contentOf(after)).toEqual([12, events]);
  expect(await contentOf(`Zombies ${what}`)).toEqual([3, 0]);
});

test('a type that is renamed away just before is made anew', async () => {
  await server.addType('Skaven', 5);
  const other = await server.db.transaction();
  await rename(other, 'Skaven', 'Ratmen');
  const imported = importFile({ types: [importedType('Skaven', [7], [importedEvent()])] });
  await expect.poll(waiting).toBe(1);
  await other.commit();
  expect(await imported).toEqual([200, { status: 'ok' }]);
  expect(await contentOf('Ratmen')).toEqual([5, 0]);
  expect(await contentOf('Skaven')).toEqual([7, 1]);
});

test('a type that takes the name just before is the one that grows', async () => {
  await server.addType('Slann', 5);
  const other = await server.db.transaction();
  await rename(other, 'Slann', 'Lizardmen');
  const imported = importFile({ types: [importedType('Lizardmen', [7], [importedEvent()])] });
  await expect.poll(waiting).toBe(1);
  await other.commit();
  expect(await imported).toEqual([200, { status: 'ok' }]);
  expect(await contentOf('Slann')).toBeUndefined();
  expect(await contentOf('Lizardmen')).toEqual([12, 1]);
});

test('moves go on while an import waits for another type', async () => {
  const held = await server.addType('Held', 5);
  const moved = await server.addType('Moved', 5);
  const others = await server.db.transaction();
  try {
    await others.raw('SELECT FROM miniatures.stage_counts WHERE type_id = ? FOR UPDATE', [
      held.uuid,
    ]);
    const imported = importFile({
      types: [importedType('Held', [1], [importedEvent()]), importedType('Moved', [1])],
    });
    await expect.poll(waiting).toBe(1);
    const move = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1 };
    expect((await server.post(`/api/v1/types/${moved.id}/move`, move)).status).toBe(200);
    await others.rollback();
    expect(await imported).toEqual([200, { status: 'ok' }]);
  } finally {
    if (!others.isCompleted()) await others.rollback();
  }
  expect(await contentOf('Moved')).toEqual([5, 1]);
});
