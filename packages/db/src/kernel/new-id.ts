import { v7 } from 'uuid';

/** A UUIDv7: ordered by the time it was made, also within a millisecond of one process. */
export function newId(): string {
  return v7();
}
