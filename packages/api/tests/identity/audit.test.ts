import { createCaller } from '@atelier/api/root.ts';
import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { ListAuditInput } from '@atelier/domain/identity/audit-schemas.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
let audit: ReturnType<typeof createCaller>['identity']['audit'];
const ann = '0190a1b2-c3d4-7e5f-8a9b-000000000001';

/** Ids 1 to 6, an hour apart. */
const rows = [
  [ann, 'miniatures.create', 'create', 'type', 't1', undefined],
  [ann, 'miniatures.rename', 'update', 'type', 't1', undefined],
  ['system', 'runs.importRun', 'import', 'run', 'r1', 'p1'],
  ['gone', 'runs.lock', 'lock', 'run', 'r1', 'p1'],
  [ann, 'runs.lock', 'lock', 'run', 'r2', 'p2'],
  ['gone', 'time.start', 'create', 'timer', null, undefined],
] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  audit = createCaller(contextOn(database)).identity.audit;
  await db('identity.users').insert({ id: ann, displayName: 'Ann' });
  for (const [actorId, command, action, entity, id, projectId] of rows) {
    const origin = { actorId, command, requestId: 'req-1', door: 'rest' } as const;
    const entry = { action, entity, id, before: null, after: { name: 'New' }, projectId };
    await writeAudit(db, origin, [entry]);
  }
  await db.transaction(async (trx) => {
    await trx.raw("SET LOCAL session_replication_role = 'replica'");
    await trx.raw(
      "UPDATE identity.audit_log SET created_at = timestamptz '2026-11-29 12:00:00.000001Z' + id * interval '1 hour'",
    );
  });
  await createSealer(db).seal(5);
});
afterAll(() => database.drop());

const idsOf = async (input: Partial<ListAuditInput>) =>
  (await audit.list(input)).items.map(({ id }) => Number(id));

test('the newest entry is first, with who did it; who is no user has no name', async () => {
  const { items, nextCursor } = await audit.list({});
  expect(items.map(({ id, actor }) => [id, actor.id, actor.name])).toEqual([
    ['6', 'gone', null],
    ['5', ann, 'Ann'],
    ['4', 'gone', null],
    ['3', 'system', null],
    ['2', ann, 'Ann'],
    ['1', ann, 'Ann'],
  ]);
  expect(nextCursor).toBeNull();
  expect(items[4]).toEqual({
    id: '2',
    createdAt: '2026-11-29T14:00:00.000001Z',
    actor: { id: ann, name: 'Ann' },
    action: 'update',
    area: 'miniatures',
    command: 'miniatures.rename',
    entityType: 'type',
    entityId: 't1',
    projectId: null,
    runId: null,
    requestId: 'req-1',
    door: 'rest',
  });
});

test.each<[Partial<ListAuditInput>, readonly number[]]>([
  [{ actorId: ann }, [5, 2, 1]],
  [{ actorId: 'nobody' }, []],
  [{ action: ['lock'] }, [5, 4]],
  [{ action: ['lock', 'import'] }, [5, 4, 3]],
  [{ thing: 'run' }, [5, 4, 3]],
  [{ thing: 'r1' }, [4, 3]],
  [{ actor: 'AN' }, [5, 2, 1]],
  [{ actor: 'nobody' }, []],
  [{ area: 'runs' }, [5, 4, 3]],
  [{ entityType: 'run', entityId: 'r1' }, [4, 3]],
  [{ projectId: 'p2' }, [5]],
  [{ text: 'LOCK' }, [5, 4]],
  [{ text: 'runs.i' }, [3]],
  [{ text: '%' }, []],
  [{ from: '2026-11-29T15:00:00.000001Z' }, [6, 5, 4, 3]],
  [{ from: '2026-11-29T15:00:00.000002Z', to: '2026-11-29 17:00:00.000001' }, [4]],
  [{ to: '2026-11-29T17:00:00.000001+03:00' }, [1]],
  [{ actorId: ann, area: 'runs', action: ['lock'], projectId: 'p2', text: 'lock' }, [5]],
  [{ actorId: ann, area: 'runs', action: ['create'] }, []],
])('filtered by %j', async (filter, expected) => {
  expect(await idsOf(filter)).toEqual(expected);
});

test('page after page, none twice, although more is written meanwhile', async () => {
  const pages: (readonly string[])[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await audit.list({ limit: 2, cursor, to: '2027-01-01' });
    pages.push(page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(pages).toEqual([
    ['6', '5'],
    ['4', '3'],
    ['2', '1'],
  ]);
});

test.each(['x', 'WyJ4Il0', 'WzEuNV0', 'WyItMSJd', 'WyI5OTk5OTk5OTk5OTk5OTk5OTk5Il0'])(
  'a cursor that we never gave out: %s',
  async (cursor) => {
    expect(await refusal(audit.list({ cursor }))).toEqual(['ERR_VALIDATION', { field: 'cursor' }]);
  },
);

test('an entry tells what was there, and where it is sealed', async () => {
  expect(await audit.entry({ id: '5' })).toMatchObject({
    id: '5',
    actor: { id: ann, name: 'Ann' },
    before: null,
    after: { name: 'New' },
    seal: { chain: 'project:p2', position: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect((await audit.entry({ id: '6' })).seal).toBeNull();
  expect(await refusal(audit.entry({ id: '7' }))).toEqual(['ERR_AUDIT_ENTRY_NOT_FOUND', {}]);
});

test.each(['0', '-1', '1.5', 'one', '9223372036854775808'])(
  'no entry has the id %s',
  async (id) => {
    await expect(audit.entry({ id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  },
);
