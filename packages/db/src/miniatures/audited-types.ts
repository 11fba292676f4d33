import type { Counts } from '@atelier/domain/miniatures/stages.ts';
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
 * Types as the audit log shows them. It is read twice with each command, so the statement is a prepared one:
 * to plan it takes longer than to run it.
 */
export async function typeStates(db: Knex, ids: readonly string[]) {
  const rows = await statementsOn(db)<StateRow>(readStates, [ids]);
  return rows.map(({ id, name, archived_at, ...counts }) => ({
    id,
    state: { name, ...counts, archivedAt: archived_at?.toISOString() ?? null },
  }));
}

const readStates: PreparedStatement = {
  name: 'miniatures_type_states',
  parts: `found AS (
      SELECT id, name, archived_at FROM ${MiniatureTypeModel.tableName} WHERE id = ANY($1::uuid[])
    )`,
  done: 'found',
  answer: `SELECT found.*, counts.* FROM found CROSS JOIN LATERAL (
      SELECT ${countColumns} FROM ${StageCount.tableName} WHERE type_id = found.id
    ) AS counts`,
  values: 1,
};
