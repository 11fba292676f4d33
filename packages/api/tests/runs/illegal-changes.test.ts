import { connect } from '@atelier/db/kernel/connection.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere, houseRoles, projectRoles } from '@atelier/domain/identity/roles.ts';
import {
  type RunStatus,
  runEvents,
  runMachine,
  runStatuses,
} from '@atelier/domain/runs/machine.ts';
import { appRoleUrl } from '@atelier/testkit/app-role.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openRuns, sampleProject } from './runs-caller.ts';

let lab: Awaited<ReturnType<typeof openRuns>>;
/** As servers work on the database: with the rights of the app's role and no others. */
let app: ReturnType<typeof connect>;
let sample: Awaited<ReturnType<typeof sampleProject>>;
let owner: Awaited<ReturnType<(typeof lab)['person']>>;

beforeAll(async () => {
  lab = await openRuns();
  const connectionString = await appRoleUrl(lab.db, lab.database.connectionString);
  app = connect({ connectionString, poolSize: 2 });
  owner = await lab.person('Olga', 'admin');
  sample = await sampleProject(owner.runs);
});
afterAll(() => app.destroy());

const way: readonly RunStatus[] = ['draft', 'in_progress', 'done', 'locked'];

/** A run with items, one result and a file, brought to this status past the rules of the app. */
async function runIn(status: RunStatus) {
  const { projectId, template } = sample;
  const { id } = await owner.runs.runs.create({ projectId, templateId: template.id });
  const [first, second] = await owner.runs.runs.items({ runId: id });
  const itemId = first?.id ?? '';
  await owner.runs.runs.record({ itemId, revision: 0, status: 'ok' });
  await lab.db('identity.files').insert(fileOf(itemId));
  const at = new Date();
  for (const next of way.slice(1, way.indexOf(status) + 1)) {
    const when = { startedAt: at, finishedAt: at, lockedAt: at };
    await lab
      .db('runs.runs')
      .where({ id })
      .update({ status: next, ...when });
  }
  return { id, itemId, openItemId: second?.id ?? '' };
}

function fileOf(entityId: string) {
  return {
    ...{ id: newId(), use: 'run-attachment', entityType: 'result', entityId, name: 'a.png' },
    ...{ mediaType: 'image/png', size: 1, sha256: Buffer.alloc(32) },
    storageKey: newId().replaceAll('-', ''),
  };
}

/** Everything that belongs to a run, and how much is written of it. */
async function stateOf(id: string) {
  const items = await lab.db('runs.run_items').where({ runId: id }).orderBy('id');
  const itemIds = items.map((item) => item.id);
  return {
    run: await lab.db('runs.runs').where({ id }).first(),
    items,
    results: await lab.db('runs.run_results').whereIn('runItemId', itemIds),
    files: await lab.db('identity.files').whereIn('entityId', itemIds).orderBy('id'),
    entries: await lab.db('identity.audit_log').where({ runId: id }).count('id as count').first(),
  };
}

/** Every role in the house and in the project, and somebody with none. */
const roles = [
  ...houseRoles.map((role) => ({ name: role, grants: [everywhere(role)] })),
  ...projectRoles.map((role) => ({ name: `${role} of the project`, role, grants: null })),
  { name: 'somebody from outside', grants: [] },
];

function actorWith(role: (typeof roles)[number]): Actor {
  const { projectId } = sample;
  const grants =
    role.grants ??
    ('role' in role
      ? [
          {
            role: role.role,
            scope: { type: 'project' as const, id: projectId },
            expiresAt: null,
          },
        ]
      : []);
  return { id: owner.id, kind: 'user', grants };
}

describe.each(roles)('as $name', (role) => {
  test.each(runStatuses)('nothing that may not follow %s is done', async (status) => {
    const { id: runId } = await runIn(status);
    const { runs } = lab.as(actorWith(role));
    const before = await stateOf(runId);
    const mayLock = ['lead', 'admin'].includes(role.name);
    const mayExecute =
      mayLock || ['engineer', 'editor of the project', 'owner of the project'].includes(role.name);
    const knows = role.name !== 'somebody from outside';
    for (const event of runEvents) {
      const isLegal = Object.hasOwn(runMachine.transitions[status], event);
      const may = event === 'lock' || event === 'unlock' ? mayLock : mayExecute;
      if (isLegal && may) continue;
      const call = {
        lock: () => runs.lock({ runId }),
        unlock: () => runs.unlock({ runId, reason: 'because' }),
        start: () => runs.changeStatus({ runId, event: 'start' }),
        finish: () => runs.changeStatus({ runId, event: 'finish' }),
        reopen: () => runs.changeStatus({ runId, event: 'reopen' }),
      }[event];
      const [code] = await refusal(call());
      const wanted = may ? 'ERR_RUN_TRANSITION' : knows ? 'ERR_FORBIDDEN' : 'ERR_RUN_NOT_FOUND';
      expect([event, code]).toEqual([event, wanted]);
    }
    expect(await stateOf(runId)).toEqual(before);
  });
});

test('whoever may, nothing of a locked run is changed over the procedures', async () => {
  const { id: runId, itemId, openItemId } = await runIn('locked');
  const before = await stateOf(runId);
  const { runs, execution } = owner.runs;
  const items = [{ itemId: openItemId, revision: 0 }];
  const calls = [
    () => runs.record({ itemId, revision: 1, comment: 'late' }),
    () => runs.record({ itemId: openItemId, revision: 0, status: 'ok' }),
    () => runs.clear({ itemId, revision: 1 }),
    () => runs.update({ runId, title: 'Other' }),
    () => runs.addItem({ runId, versionId: sample.cases[0]?.versionId ?? '' }),
    () => execution.recordMany({ runId, status: 'ok', items }),
    () => execution.assign({ runId, itemIds: [itemId], userId: null }),
    () => execution.spend({ itemId, seconds: 5 }),
    () => execution.repin({ runId }),
  ];
  for (const call of calls) expect((await refusal(call()))[0]).toBe('ERR_RUN_LOCKED');
  expect(await stateOf(runId)).toEqual(before);
});

test.each(runStatuses)('by SQL no run goes from %s where the table does not lead', async (from) => {
  const { id } = await runIn(from);
  const before = await stateOf(id);
  const targets = Object.values(runMachine.transitions[from]);
  for (const to of runStatuses.filter((status) => status !== from && !targets.includes(status))) {
    const now = new Date();
    const when = { startedAt: now, finishedAt: now, lockedAt: now };
    const change = app('runs.runs')
      .where({ id })
      .update({ status: to, ...when });
    expect(await sqlState(change)).toBe('23001');
  }
  expect(await stateOf(id)).toEqual(before);
});

test('by SQL nothing of a locked run changes, and it is not unlocked without an entry in the log', async () => {
  const { id, itemId, openItemId } = await runIn('locked');
  const before = await stateOf(id);
  const statements = [
    app('runs.runs').where({ id }).update({ title: 'Other' }),
    app('runs.runs').where({ id }).update({ verdict: 'passed' }),
    app('runs.runs').where({ id }).delete(),
    app('runs.run_items').where({ runId: id }).update({ spentSeconds: 9 }),
    app('runs.run_items').where({ id: itemId }).delete(),
    app('runs.run_results').where({ runItemId: itemId }).update({ comment: 'late' }),
    app('runs.run_results').where({ runItemId: itemId }).delete(),
    app('runs.run_results').insert({ runItemId: openItemId, status: 'ok' }),
    app('identity.files').where({ entityId: itemId }).update({ name: 'other.png' }),
    app('identity.files').where({ entityId: itemId }).update({ use: 'other' }),
    app('identity.files').where({ entityId: itemId }).delete(),
    app('identity.files').insert(fileOf(itemId)),
    app('identity.files').insert(fileOf(`${itemId}.3`)),
    app('runs.runs').where({ id }).update({ status: 'done', lockedAt: null, lockedByUserId: null }),
  ];
  for (const statement of statements) {
    expect([statement.toString(), await sqlState(statement)]).toEqual([
      statement.toString(),
      '23001',
    ]);
  }
  expect(await stateOf(id)).toEqual(before);
});

/** What may be written of a locked run: who has its bench, and who reads it once it is sealed. */
const besideTheLock = [
  ...['asset_reservations', 'run_share_links'],
  // Of the first generation, whose runs have no lock.
  ...['run_test_results', 'run_test_screenshots'],
];
/** Signatures and seals are of a locked run: they are added, and never change. */
const proofs = ['run_signatures', 'run_seals'];

test('by SQL no column of anything that belongs to a locked run changes, whichever there are', async () => {
  const { id } = await runIn('done');
  await lab.db('runs.attachments').insert({ ...olderFile, runId: id });
  const lockedAt = new Date();
  await lab.db('runs.runs').where({ id }).update({ status: 'locked', lockedAt });
  await lab.db('runs.run_signatures').insert({ ...signature, id, runId: id });
  const file = { ...fileOf(id), use: 'run-seal', entityType: 'run' };
  await lab.db('identity.files').insert(file);
  const seal = { sealedAt: lockedAt, language: 'en', publicKey: 'a key', fingerprint: 'its hash' };
  await lab.db('runs.run_seals').insert({ ...seal, runId: id, fileId: file.id, signatureId: id });
  const before = await stateOf(id);
  const { rows } = await lab.db.raw(`
    SELECT c.table_name AS "table", c.column_name AS "column", bool_or(c.column_name = 'run_id')
      OVER (PARTITION BY c.table_name) AS "ofRun"
    FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
    WHERE c.table_schema = 'runs' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
      AND (c.table_name = 'runs' OR c.table_name IN (SELECT table_name FROM information_schema.columns
        WHERE table_schema = 'runs' AND column_name IN ('run_id', 'run_item_id')))
    ORDER BY c.table_name, c.ordinal_position`);
  const columns = rows as { table: string; column: string; ofRun: boolean }[];
  const tables = new Map(
    columns
      .filter(({ table }) => !besideTheLock.includes(table))
      .map(({ table, ofRun }) => [table, ofRun ? 'run_id = ?' : 'id = ?']),
  );
  expect([...tables.keys()]).toEqual(
    expect.arrayContaining(['attachments', 'run_items', 'run_results', 'run_seals', 'runs']),
  );
  const statements = [...tables].flatMap(([table, which]) => [
    ...columns
      // Where a status leads is told by the table above.
      .filter((one) => one.table === table && `${table}.${one.column}` !== 'runs.status')
      .map(({ column }) => `UPDATE runs.${table} SET ${column} = NULL WHERE ${which}`),
    `DELETE FROM runs.${table} WHERE ${which}`,
    ...(proofs.includes(table) || table === 'runs'
      ? []
      : [`INSERT INTO runs.${table} SELECT * FROM runs.${table} WHERE ${which}`]),
  ]);
  for (const statement of statements) {
    expect([statement, await sqlState(app.raw(statement, [id]))]).toEqual([statement, '23001']);
  }
  expect(await stateOf(id)).toEqual(before);
});

const olderFile = {
  ...{ fileName: 'a.png', mimeType: 'image/png', sizeBytes: 1, storageKey: 'elsewhere' },
};
const signature = {
  ...{ meaning: 'seal', signerId: 'olga', signerName: 'Olga', provedBy: 'house' },
  ...{ contentSha256: Buffer.alloc(32), testedJson: {} },
};

test('files of other runs, and of other things, come and go as before', async () => {
  await runIn('locked');
  const { itemId } = await runIn('done');
  await app('identity.files').insert(fileOf(`${itemId}.0`));
  await app('identity.files').insert({ ...fileOf('not an item'), use: 'other' });
  await app('identity.files').insert(fileOf('not an item'));
  expect(await app('identity.files').whereLike('entityId', 'not an item').delete()).toBe(2);
});

async function sqlState(statement: PromiseLike<unknown>): Promise<string | undefined> {
  try {
    await statement;
  } catch (error) {
    return databaseErrorCode(error);
  }
  return 'done';
}
