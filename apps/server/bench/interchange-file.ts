import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const fileTypes = 1000;
export const eventsOfType = 1000;

/** Writes an export of 1,000 types with 1,000 events each, as another program would have written it. */
export async function writeLargeFile(path: string): Promise<void> {
  await pipeline(Readable.from(parts()), createWriteStream(path));
}

function* parts(): Generator<string> {
  yield '{"types":[';
  for (let place = 0; place < fileTypes; place += 1) {
    const counts = ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'].map((stage, index) => ({
      stage,
      count: place + index,
    }));
    const history = Array.from({ length: eventsOfType }, (_, event) => ({
      from_stage: 'IN_BOX',
      to_stage: event % 7 === 0 ? 'DONE' : 'BUILDING',
      qty: 1 + (event % 5),
      created_at: instant(place * 1000 + event * 100),
    }));
    const type = { name: `Imported ${place}`, stage_counts: counts, history };
    yield (place === 0 ? '' : ',') + JSON.stringify(type);
  }
  yield ']}';
}

/** Of the first moment of 2026, this many seconds later. */
export function instant(second: number): string {
  return new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
}
