import { createHash } from 'node:crypto';

/** What a thing of the older program is called here: always the same, so that it is brought over once. */
export function legacyId(kind: string, sourceId: string): string {
  const digest = createHash('sha256').update(`${kind} ${sourceId}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [0, 8, 12, 16, 20]
    .map((from, place) => hex.slice(from, [8, 12, 16, 20, 32][place]))
    .join('-');
}
