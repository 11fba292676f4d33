import type { Action } from '@atelier/domain/identity/actions.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';
import type { Knex } from 'knex';
import { authorizeWith, mayBegin, type ResourceKind } from '../authorize.ts';

/** Who is told of an area on the live stream. */
export interface Audience {
  /** Whoever may do this is told what changes, and hears the topics: in a project what changes there. */
  readonly needs: Action;
  /** Who is told of entities that are in no project, where that is not whoever may do `needs` in the house. */
  readonly ofHouse?: Readonly<Record<string, Action>>;
  /** Topics that are about one thing, by what stands between area and id: `runs.log:<id>`. */
  readonly topics?: Readonly<Record<string, ResourceKind>>;
}

/** By area; of one that is not in it only administrators are told. */
export type Audiences = Readonly<Record<string, Audience>>;

/**
 * What of a change an actor is told; undefined for nothing. What is one person's own is told to them, and to nobody
 * else, whatever they may do. That they are somebody else now – with another role, or name – is told to everybody
 * about themselves, and about them alone.
 */
export function visibleChange<Told extends Change>(
  audiences: Audiences,
  actor: Actor,
  change: Told,
): Told | undefined {
  const { area, entity, ids, projectId, onlyFor } = change;
  if (onlyFor !== undefined) return actor.id === onlyFor ? change : undefined;
  const { needs, ofHouse = {} } = audienceOf(audiences, area);
  const needed = (Object.hasOwn(ofHouse, entity) ? ofHouse[entity] : undefined) ?? needs;
  if (decide(actor, needed, Date.now(), { projectId }) === 'allowed') return change;
  const isAboutThem = area === 'identity' && entity === 'user' && ids?.includes(actor.id);
  return isAboutThem ? { ...change, ids: [actor.id] } : undefined;
}

/** Whether an actor may hear `<area>.<what>:<id>`. */
export async function mayHearTopic(
  audiences: Audiences,
  db: Knex,
  actor: Actor,
  topic: string,
): Promise<boolean> {
  const [, area = '', what = '', id = ''] = /^([^.]*)\.([^:]*):(.*)$/s.exec(topic) ?? [];
  const { needs, topics = {} } = audienceOf(audiences, area);
  const kind = Object.hasOwn(topics, what) ? topics[what] : undefined;
  if (kind === undefined) return mayBegin(actor, needs);
  return authorizeWith(db, actor, needs, kind, id).then(
    () => true,
    () => false,
  );
}

function audienceOf(audiences: Audiences, area: string): Audience {
  const known = Object.hasOwn(audiences, area) ? audiences[area] : undefined;
  return known ?? { needs: { name: `${area}.read`, area, role: 'admin', access: 'read' } };
}
