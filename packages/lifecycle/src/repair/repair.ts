import { areas } from '@atelier/domain/kernel/areas.ts';
import type { Knex } from 'knex';
import { quoteQualified } from '../catalog/quote.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { ensureLedger } from '../migrate/ledger.ts';
import { requireRights } from '../migrate/require-rights.ts';
import type { RunnerLockOptions } from '../migrate/runner-lock.ts';
import { type LockRetryOptions, withRunnerSession } from '../migrate/runner-session.ts';
import { recognizeProfiles } from '../profiles/rules/profiles.ts';
import {
  ensureRepairRecords,
  markUndone,
  type RepairFacts,
  type RepairRecord,
  readRepairs,
  writeRepair,
} from '../records/repair-records.ts';
import { undoFixes } from './fix-repairs.ts';
import { planInvalidIndexes, repairInvalidIndex } from './invalid-index-repair.ts';
import { planResourceKeys, repairResourceKey, undoResourceKey } from './resource-key-repair.ts';
import { isFixable, type Repair, type TableName } from './rules/repair-plan.ts';
import {
  planRunningTimers,
  repairRunningTimers,
  undoRunningTimers,
} from './running-timers-repair.ts';

/** A repair that was carried out, and the record by which it is taken back. */
export interface RepairDone {
  readonly repair: string;
  readonly record: string;
}

/** What is to be repaired, in `public` before an adoption or in the areas' schemas; changes nothing. */
export async function planRepairs(db: Knex): Promise<readonly Repair[]> {
  const layout = await readLayout(db);
  const timers = await planIn(layout.find('time_entries'), (table) => planRunningTimers(db, table));
  const keys = await planIn(layout.find('resources'), (table) => planResourceKeys(db, table));
  const besides = new Set(timers === undefined ? [] : [timers.index]);
  const indexes = await planInvalidIndexes(db, layout.isOurs, besides);
  return [...(timers === undefined ? [] : [timers]), ...(keys ?? []), ...indexes];
}

/**
 * Carries out what was planned and can be fixed, under the runner's lock: each repair in a transaction of
 * its own with the record of what it changed; only an invalid index is repaired outside a transaction.
 *
 * @throws ERR_REPAIR_CHANGED when the database is no longer as it was when the repair was planned
 */
export async function carryOutRepairs(
  db: Knex,
  repairs: readonly Repair[],
  options: RunnerLockOptions & LockRetryOptions & { onRepair?: (repair: Repair) => void } = {},
): Promise<readonly RepairDone[]> {
  return withRunnerSession(db, options, async ({ connection, retryingLocks }) => {
    await ensureLedger(connection);
    await ensureRepairRecords(connection);
    const done: RepairDone[] = [];
    for (const repair of repairs.filter(isFixable)) {
      options.onRepair?.(repair);
      const record = await retryingLocks(repair.id, () =>
        repair.kind === 'invalid-index'
          ? repairInvalidIndex(connection, repair).then((facts) =>
              writeRepair(connection, repair.id, facts),
            )
          : connection.transaction(async (trx) =>
              writeRepair(trx, repair.id, await repairInTransaction(trx, repair)),
            ),
      );
      done.push({ repair: repair.id, record });
    }
    return done;
  });
}

/**
 * Refuses repairs that the role may not carry out.
 *
 * @throws as `requireRights`
 */
export async function requireRepairRights(db: Knex, repairs: readonly Repair[]): Promise<void> {
  const made = repairs.filter(({ kind }) => kind === 'running-timers');
  await requireRights(db, {
    relations: repairs.map(({ table }) => quoteQualified(table)),
    createsIn: made.map(({ table }) => table.schema),
  });
}

/**
 * Refuses to take back a repair if the role may not. For fixes it checks the tables on which they were
 * made, where those are after the release.
 *
 * @throws as `requireRights`
 */
export async function requireUndoRights(
  db: Knex,
  { facts }: Pick<RepairRecord, 'facts'>,
): Promise<void> {
  if (facts.kind === 'fixes') {
    const makes = (facts.down ?? []).some(needsRoom);
    await requireRights(db, {
      relations: tablesIn(facts.differences).map((name) =>
        quoteQualified({ schema: 'public', name }),
      ),
      createsIn: makes ? ['public'] : [],
    });
    return;
  }
  const layout = await readLayout(db);
  const table = facts.kind === 'invalid-index' ? undefined : layout.find(tableOf(facts));
  await requireRights(db, { relations: table === undefined ? [] : [quoteQualified(table)] });
}

/** Whether a statement makes something in the schema of its table, which its owner may not do by itself. */
export const needsRoom = (sql: string): boolean =>
  /^\s*CREATE (?!TRIGGER|CONSTRAINT TRIGGER|POLICY|RULE)/i.test(sql) ||
  /\bADD (CONSTRAINT .*(UNIQUE|PRIMARY KEY|EXCLUDE)|GENERATED)\b/is.test(sql);

/** The names of tables in the ids of differences, as `missing:index:roles.ux_roles_slug`. */
const tablesIn = (ids: readonly string[]): string[] => [
  ...new Set(ids.map((id) => /^[^:]*:[^:]*:([^.]+)/.exec(id)?.[1] ?? '')),
];

const tableOf = ({ kind }: RepairFacts): string =>
  kind === 'running-timers' ? 'time_entries' : 'resources';

/**
 * Takes back a repair. A rebuilt index stays: it is what it was meant to be. The fixes of an adoption are
 * taken back after its release.
 *
 * @throws ERR_REPAIR_UNKNOWN, ERR_REPAIR_OVERTAKEN
 */
export async function undoRepair(
  db: Knex,
  id: string,
  options: RunnerLockOptions & LockRetryOptions = {},
): Promise<RepairRecord> {
  const record = await repairToUndo(db, id);
  const { facts } = record;
  await withRunnerSession(db, options, ({ connection, retryingLocks }) =>
    retryingLocks(record.repair, () =>
      connection.transaction(async (trx) => {
        await undoInTransaction(trx, facts);
        await markUndone(trx, id);
      }),
    ),
  );
  return record;
}

/**
 * The record of a repair that can be taken back.
 *
 * @throws ERR_REPAIR_UNKNOWN
 */
export async function repairToUndo(db: Knex, id: string): Promise<RepairRecord> {
  const record = (await readRepairs(db)).find((each) => each.id === id && each.undoneAt === null);
  if (record === undefined) throw operatorError('ERR_REPAIR_UNKNOWN', { id });
  return record;
}

async function repairInTransaction(
  trx: Knex.Transaction,
  repair: Exclude<Repair, { kind: 'invalid-index' }>,
): Promise<RepairFacts> {
  return repair.kind === 'running-timers'
    ? repairRunningTimers(trx, repair)
    : repairResourceKey(trx, repair);
}

async function undoInTransaction(trx: Knex.Transaction, facts: RepairFacts): Promise<void> {
  if (facts.kind === 'invalid-index') return;
  if (facts.kind === 'fixes') {
    if (facts.down === null) throw operatorError('ERR_REPAIR_ONE_WAY');
    await undoFixes(trx, facts.down);
    return;
  }
  const layout = await readLayout(trx);
  const name = tableOf(facts);
  const table = layout.find(name);
  if (table === undefined) throw operatorError('ERR_REPAIR_OVERTAKEN', { table: name });
  if (facts.kind === 'running-timers') await undoRunningTimers(trx, table, facts);
  else await undoResourceKey(trx, table, facts);
}

async function planIn<Plan>(
  table: TableName | undefined,
  plan: (table: TableName) => Promise<Plan>,
): Promise<Plan | undefined> {
  return table === undefined ? undefined : plan(table);
}

interface Layout {
  /** Where a table of the profile `time-legacy` stands. */
  find(name: string): TableName | undefined;
  isOurs(table: TableName): boolean;
}

/** Our tables stand in the areas' schemas, and in `public` those of a profile that is recognised there. */
async function readLayout(db: Knex): Promise<Layout> {
  const { rows } = await db.raw<{ rows: TableName[] }>(`
    SELECT n.nspname AS schema, c.relname AS name
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`);
  const inPublic = new Set(
    rows.filter(({ schema }) => schema === 'public').map(({ name }) => name),
  );
  const owned = new Set(
    recognizeProfiles(inPublic).flatMap(({ landmarks, otherTables }) => [
      ...landmarks,
      ...otherTables,
    ]),
  );
  const isOurs = ({ schema, name }: TableName): boolean =>
    areas.some((area) => area === schema) || (schema === 'public' && owned.has(name));
  return {
    isOurs,
    find: (name) =>
      ['time', 'public']
        .map((schema) => ({ schema, name }))
        .find(
          (table) =>
            isOurs(table) && rows.some((row) => row.schema === table.schema && row.name === name),
        ),
  };
}
