import { hashNumber } from './keys.ts';
import type { PathItem } from './scenario.ts';

/**
 * A short key that follows from a path: 52 bits of two hashes (FNV-1a with two offsets), in base 36. Equal paths have
 * equal keys; for the rare case that others have too, whoever collects them adds a number.
 */
export function pathKey(processId: string, path: readonly PathItem[]): string {
  const text = JSON.stringify([
    processId,
    ...path.map((item) => {
      if (item.kind === 'way') return `w${item.key}`;
      return item.kind === 'element' ? `e${item.id}` : `b${item.id}`;
    }),
  ]);
  const [low, high] = [hashNumber(text, 0x811c9dc5), hashNumber(text, 0x01234567)];
  return `s${((high & 0xfffff) * 2 ** 32 + low).toString(36)}`;
}
