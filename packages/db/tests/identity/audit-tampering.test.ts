import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fillAndSeal, found, keepOriginal, tamper, write } from './sealed-log.ts';

let database: TestDatabase;
let restore: () => Promise<void>;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillAndSeal(database);
  restore = await keepOriginal(database);
});
afterAll(() => database.drop());
beforeEach(() => restore());

// Ids 1–3 are of miniatures, 4 and 5 of the project, and so on: #11 is the seventh of miniatures.
const log = 'identity.audit_log';
const chain = 'identity.audit_chain';

test('a log that nobody touched has nothing to find', async () => {
  const report = await verifyAudit(database.db);
  expect(report).toEqual({
    rows: 50,
    chains: 2,
    sealing: { unsealed: 0, oldestSeconds: null, isRunning: false, forgotten: [] },
    findings: [],
    isCutShort: false,
  });
});

const columns: readonly (readonly [column: string, value: string])[] = [
  ['created_at', "created_at + interval '1 microsecond'"],
  ['actor_id', "'bob'"],
  ['action', "'delete'"],
  ['area', "'runs'"],
  ['command', "'miniatures.discard'"],
  ['entity_type', "'stage'"],
  ['entity_id', 'NULL'],
  ['project_id', "'p1'"],
  ['run_id', "''"],
  ['before_json', 'NULL'],
  ['after_json', `'{"name": "other"}'`],
  ['request_id', 'NULL'],
  ['door', "'rest'"],
];
test.each(columns)('an edited %s', async (column, value) => {
  await tamper(database, `UPDATE ${log} SET ${column} = ${value} WHERE id = 11`);
  expect(await found(database)).toEqual(['edited miniatures 7 #11']);
});

test('every column is part of what is sealed', async () => {
  const { rows } = await database.db.raw(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'identity' AND table_name = 'audit_log'`,
  );
  const names = rows.map(({ name }: { readonly name: string }) => name);
  expect(names.toSorted()).toEqual(['id', ...columns.map(([name]) => name)].toSorted());
});

const swapPositions = (a: number, b: number) => [
  `UPDATE ${chain} SET position = 999 WHERE chain = 'miniatures' AND position = ${a}`,
  `UPDATE ${chain} SET position = ${a} WHERE chain = 'miniatures' AND position = ${b}`,
  `UPDATE ${chain} SET position = ${b} WHERE chain = 'miniatures' AND position = 999`,
];
const moveUp = `UPDATE ${chain} SET position = position + 1000 WHERE chain = 'miniatures' AND position >= 7`;
const insertForged = [
  `INSERT INTO ${log} OVERRIDING SYSTEM VALUE
   SELECT 900, created_at, 'mallory', action, area, command, entity_type, entity_id, project_id, run_id,
     before_json, after_json, request_id, door FROM ${log} WHERE id = 11`,
  moveUp,
  `UPDATE ${chain} SET position = position - 999 WHERE position > 1000`,
  `INSERT INTO ${chain} SELECT 'miniatures', 7, 900, now(), d.digest,
     sha256(c.hash || timestamptz_send(now()) || d.digest)
   FROM ${chain} AS c, (SELECT sha256(record_send(l)) AS digest FROM (SELECT id, created_at, actor_id, action,
     area, command, entity_type, entity_id, project_id, run_id, before_json, after_json, request_id, door
     FROM ${log} WHERE id = 900) AS l) AS d
   WHERE c.chain = 'miniatures' AND c.position = 6`,
];

const tamperings: Readonly<
  Record<string, readonly [statements: readonly string[], told: readonly string[]]>
> = {
  'a removed row': [[`DELETE FROM ${log} WHERE id = 11`], ['removed miniatures 7 #11']],
  'the first row of a chain removed': [
    [`DELETE FROM ${log} WHERE id = 1`],
    ['removed miniatures 1 #1'],
  ],
  'rows removed with their seals': [
    [`DELETE FROM ${log} WHERE id IN (11, 12)`, `DELETE FROM ${chain} WHERE entry_id IN (11, 12)`],
    ['removed miniatures 7 ×2'],
  ],
  'a row removed with its seal, and the gap closed': [
    [
      `DELETE FROM ${log} WHERE id = 11`,
      `DELETE FROM ${chain} WHERE entry_id = 11`,
      `UPDATE ${chain} SET position = position + 1000 WHERE chain = 'miniatures' AND position > 7`,
      `UPDATE ${chain} SET position = position - 1001 WHERE position > 1000`,
    ],
    ['broken miniatures 7 #12'],
  ],
  'a row whose seal was made to fit': [
    [
      `UPDATE ${log} SET actor_id = 'bob' WHERE id = 11`,
      `UPDATE ${chain} SET digest = sha256('x') WHERE entry_id = 11`,
    ],
    ['edited miniatures 7 #11', 'broken miniatures 7 #11'],
  ],
  'another hash': [
    [`UPDATE ${chain} SET hash = sha256('x') WHERE entry_id = 11`],
    ['broken miniatures 7 #11', 'broken miniatures 8 #12'],
  ],
  'another time of sealing': [
    [`UPDATE ${chain} SET sealed_at = sealed_at - interval '1 day' WHERE entry_id = 11`],
    ['broken miniatures 7 #11'],
  ],
  'an inserted row, with a forged seal': [insertForged, ['inserted miniatures 7 #900']],
  'two neighbours exchanged': [swapPositions(7, 8), ['reordered miniatures 7 #12']],
  'a row moved to a later place': [
    [
      `UPDATE ${chain} SET position = position + 1000 WHERE chain = 'miniatures' AND position BETWEEN 7 AND 12`,
      `UPDATE ${chain} SET position = position - 1001 WHERE position > 1007`,
      `UPDATE ${chain} SET position = 12 WHERE position = 1007`,
    ],
    ['reordered miniatures 12 #11'],
  ],
  'two rows under each other’s seals': [
    [
      `UPDATE ${chain} SET entry_id = 999 WHERE entry_id = 11`,
      `UPDATE ${chain} SET entry_id = 11 WHERE entry_id = 12`,
      `UPDATE ${chain} SET entry_id = 12 WHERE entry_id = 999`,
    ],
    ['reordered miniatures 7 #12', 'reordered miniatures 8 #11'],
  ],
  'a chain under another name': [
    [`UPDATE ${chain} SET chain = 'runs' WHERE chain = 'miniatures'`],
    ['broken runs 1 #1'],
  ],
  'the last rows under a new chain': [
    [
      `UPDATE ${chain} SET chain = 'runs', position = position - 28 WHERE chain = 'miniatures' AND position > 28`,
    ],
    ['broken runs 1 #47'],
  ],
};
test.each(Object.entries(tamperings))('%s', async (_, [statements, expected]) => {
  await tamper(database, ...statements);
  expect(await found(database)).toEqual(expected);
});

test('several faults, near and far, are told each', async () => {
  await tamper(
    database,
    `UPDATE ${log} SET actor_id = 'bob' WHERE id IN (2, 11, 5)`,
    `DELETE FROM ${log} WHERE id = 48`,
  );
  expect(await found(database)).toEqual([
    'edited miniatures 2 #2',
    'edited miniatures 7 #11',
    'removed miniatures 30 #48',
    'edited project:p1 2 #5',
  ]);
});

test('damage without end is not told without end', async () => {
  await write(database.db, 1_500, 'p2');
  await tamper(
    database,
    `INSERT INTO ${chain} SELECT 'project:p2', row_number() OVER (), id, now(), sha256('a'), sha256('b')
     FROM ${log} WHERE project_id = 'p2'`,
  );
  const { findings, isCutShort, rows } = await verifyAudit(database.db);
  expect([isCutShort, rows]).toEqual([true, 1_550]);
  expect(findings.length).toBeGreaterThanOrEqual(1_000);
  expect(findings.length).toBeLessThan(1_500);
});
