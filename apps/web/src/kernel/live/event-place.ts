import type { PlacedEvent } from '@atelier/api/kernel/live/live-event.ts';

/** The id of the last event that somebody heard; undefined for nothing yet. */
export type Place = string | undefined;

/** Whether an event comes behind a place. Ids are a life of the server, and a number within it. */
export function isNews(id: string, place: Place): boolean {
  return place === undefined || lifeOf(id) !== lifeOf(place) || numberOf(id) > numberOf(place);
}

/** The place from which on both have heard nothing. */
export function earlier(one: Place, other: Place): Place {
  if (one === undefined || other === undefined) return undefined;
  return isNews(other, one) ? one : other;
}

/** What an event is about: its topic, or `changes`. */
export function subjectOf(event: PlacedEvent): string {
  return 'topic' in event ? event.topic : changes;
}

/** No topic has this name. */
export const changes = '';

const lifeOf = (id: string) => id.slice(0, id.indexOf('-'));
const numberOf = (id: string) => Number(id.slice(id.indexOf('-') + 1));
