import { brokenConstraint } from '@atelier/db/kernel/database-errors.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { statementsOn } from '@atelier/db/kernel/prepared-query.ts';
import { recordEntry } from '@atelier/db/miniatures/record-entry.ts';
import { insertType } from '@atelier/db/miniatures/writes.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The database's own guards, behind those of the program.

let database: TestDatabase;
const typeId = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.transaction((trx) => insertType(trx, { id: typeId, name: 'Guarded' }));
  await recordEntry(statementsOn(database.db), {
    id: newId(),
    typeId,
    kind: 'add',
    from: null,
    to: 'IN_BOX',
    quantity: 5,
    undoesId: null,
  });
});

afterAll(async () => {
  await database.drop();
});

async function rows(): Promise<unknown> {
  return (await database.db.raw('SELECT * FROM miniatures.history_logs')).rows;
}

test.each([
  'UPDATE miniatures.history_logs SET qty = 1',
  'UPDATE miniatures.history_logs SET qty = 1 WHERE false',
  'DELETE FROM miniatures.history_logs',
  'TRUNCATE miniatures.history_logs',
  'TRUNCATE miniatures.miniature_types CASCADE',
  'DELETE FROM miniatures.miniature_types',
])('%s is refused by the database', async (statement) => {
  const before = await rows();
  await expect(database.db.raw(statement)).rejects.toThrow();
  expect(await rows()).toEqual(before);
});

test.each([
  ['history_logs_qty_check', 'add', null, 'IN_BOX', 0],
  ['history_logs_kind_check', 'add', 'IN_BOX', null, 1],
  ['history_logs_kind_check', 'move', null, 'DONE', 1],
  ['history_logs_kind_check', 'undo', 'DONE', 'IN_BOX', 1],
  ['history_logs_kind_check', 'theft', 'DONE', 'IN_BOX', 1],
  ['history_logs_kind_check', 'import', 'IN_BOX', 'DONE', 1],
  ['history_logs_kind_check', 'import', null, null, 1],
  ['history_logs_qty_check', 'import', null, 'DONE', 0],
])('%s refuses %s from %s to %s of %i', async (constraint, kind, from, to, qty) => {
  const error = await database.db
    .raw(
      `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [newId(), typeId, kind, from, to, qty],
    )
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  expect(brokenConstraint(error)).toBe(constraint);
});

test.each([
  ['stage_counts_count_check', 'UPDATE miniatures.stage_counts SET count = count - 6'],
  ['stage_counts_stage_check', "UPDATE miniatures.stage_counts SET stage_name = 'LOST'"],
  ['miniature_types_name_check', "UPDATE miniatures.miniature_types SET name = ''"],
])('%s stands behind the program', async (constraint, statement) => {
  const error = await database.db.raw(statement).catch((thrown: unknown) => thrown);
  expect(brokenConstraint(error)).toBe(constraint);
});

test('an entry is taken back once', async () => {
  const { rows: entries } = await database.db.raw('SELECT id FROM miniatures.history_logs LIMIT 1');
  const undo = () =>
    recordEntry(statementsOn(database.db), {
      id: newId(),
      typeId,
      kind: 'undo',
      from: 'IN_BOX',
      to: null,
      quantity: 1,
      undoesId: entries[0].id,
    });
  await undo();
  await expect(undo()).rejects.toThrow('history_logs_undoes_key');
});
