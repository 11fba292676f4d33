import type { Knex } from 'knex';
import type { VisibleProjects } from '../project-reads.ts';

/** The condition that somebody sees a run `r`. */
export function visibleRuns(visible: VisibleProjects): {
  readonly condition: string;
  readonly bindings: Readonly<Record<string, Knex.RawBinding>>;
} {
  return visible === 'all'
    ? { condition: 'true', bindings: {} }
    : {
        condition: 'r.project_id::text = ANY (:visible::text[])',
        bindings: { visible: [...visible] },
      };
}
