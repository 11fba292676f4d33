import { type Counts, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { Knex } from 'knex';
import { type PreparedStatement, statementsOn } from '../kernel/prepared-query.ts';
import { MiniatureTypeModel } from './models/miniature-type.ts';
import { StageCount } from './models/stage-count.ts';
import { countColumns } from './reads.ts';

interface StateRow extends Counts {
  readonly id: string;
  readonly name: string;
  readonly archived_at: Date | null;
}

/**
 * Types as the audit log shows them. They are read twice with each command, so the statement is a prepared one:
 * to plan it takes longer than to run it. PostgreSQL expects ten ids in an array that it does not know, and
 * would plan anew each time for the one that there nearly always is; so that has a statement of its own.
 */
export async function typeStates(db: Knex, ids: readonly string[]) {
  const run = statementsOn(db);
  const rows =
    ids.length === 1
      ? await run<StateRow>(stateOfOne, ids)
      : await run<StateRow>(statesOfMany, [ids]);
  return rows.map(({ id, name, archived_at, ...counts }) =>
    typeState({ id, name, counts, archivedAt: archived_at?.toISOString() ?? null }),
  );
}

/** A type that was read already, as the audit log shows it. */
export function typeState({
  id,
  name,
  counts,
  archivedAt,
}: Pick<MiniatureType, 'id' | 'name' | 'counts' | 'archivedAt'>) {
  // In one order, so that what did not change is the same.
  const inOrder = Object.fromEntries(stages.map((stage) => [stage, counts[stage]]));
  return { id, state: { name, ...inOrder, archivedAt } };
}

const stateOfOne = reading('miniatures_type_state', '= $1::uuid');
const statesOfMany = reading('miniatures_type_states', '= ANY($1::uuid[])');

function reading(name: string, which: string): PreparedStatement {
  return {
    name,
    parts: `found AS (
      SELECT id, name, archived_at FROM ${MiniatureTypeModel.tableName} WHERE id ${which}
    )`,
    done: 'found',
    answer: `SELECT found.*, counts.* FROM found CROSS JOIN LATERAL (
      SELECT ${countColumns} FROM ${StageCount.tableName} WHERE type_id = found.id
    ) AS counts`,
    values: 1,
  };
}
