import type { Fix, Step } from '../../catalog/rules/difference.ts';
import type { Lookup } from '../compare/lookup.ts';

/** From one state of the schema to another. */
export interface Transition {
  readonly from: Lookup;
  readonly to: Lookup;
  /** What stands in the database, whichever end of the transition that is: only it has what is foreign. */
  readonly live: Lookup;
  /** Whether the migrations make this schema. */
  isOurs(schema: string): boolean;
}

/** The steps of a change along a transition; null where no statement makes it. */
export type Change = (transition: Transition) => readonly Step[] | null;

/** There, from what stands to what is expected, and back again by the same change. */
export function fixBy(transition: Transition, stands: string, change: Change): Fix | null {
  const up = change(transition);
  if (up === null) return null;
  return { stands, up, down: change({ ...transition, from: transition.to, to: transition.from }) };
}

/**
 * The order of the statements: what others need is dropped last and made first. Numbers are places in this
 * list.
 */
const order = [
  'guard',
  'drop policy',
  'drop trigger',
  'drop view',
  'drop foreign key',
  'drop constraint',
  'drop index',
  'drop default',
  'drop changed function',
  'rename',
  'schema',
  'extension',
  'collation',
  'type',
  'sequence',
  'function',
  'drop column',
  'drop table',
  'table',
  'column',
  'default',
  'drop function',
  'drop sequence',
  'drop type',
  'drop collation',
  'drop extension',
  'ownership',
  'constraint',
  'index',
  'foreign key',
  'view',
  'trigger',
  'policy',
  'drop schema',
  'event trigger',
  'carried',
] as const;
export type Stage = (typeof order)[number];

export function step(stage: Stage, sql: string, rank = 0): Step {
  return { stage: order.indexOf(stage), rank, sql: sql.trim().replace(/;$/, '') };
}
