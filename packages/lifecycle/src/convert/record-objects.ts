import type { Knex } from 'knex';
import { readDependents } from './dependents/dependents.ts';
import type { ConversionPlan } from './plan.ts';
import type { RecordedObject } from './rules/dependent.ts';

/**
 * What was remade, as PostgreSQL writes it now: on the way back this is compared, and what nobody has
 * changed comes back word for word.
 */
export async function recordedObjects(
  db: Knex,
  { dependents, profile, request, columns }: ConversionPlan,
): Promise<readonly RecordedObject[]> {
  const now = await readDependents(db, {
    profile,
    request: { ...request, target: request.target === 'uuid' ? 'integer' : 'uuid' },
    columns,
    recorded: [],
    everything: true,
  });
  return dependents.map(({ kind, name, before, after, drop, extras }) => {
    const stands = now.dependents.find((each) => each.kind === kind && each.name === name);
    const current = after === undefined ? null : (stands?.before ?? after);
    return { kind, name, before, after: current, drop, extras };
  });
}
