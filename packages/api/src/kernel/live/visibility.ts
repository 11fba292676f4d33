import type { Change } from '@atelier/domain/kernel/change.ts';
import { type Actor, isAllowed } from '../authorize.ts';

/**
 * Who is told what on the live stream: of an area, whoever may read it. An area in which not everybody
 * may see every row narrows it here.
 */
export function maySeeChange(actor: Actor, { area }: Change): boolean {
  return isAllowed(actor, `${area}.read`);
}

/** The same for the content of a topic, `<area>.<what>:<id>`. */
export function mayHearTopic(actor: Actor, topic: string): boolean {
  return isAllowed(actor, `${topic.slice(0, topic.indexOf('.'))}.read`);
}
