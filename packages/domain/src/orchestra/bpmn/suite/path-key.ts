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
  const [low, high] = [fnv(text, 0x811c9dc5), fnv(text, 0x01234567)];
  return `s${((high & 0xfffff) * 2 ** 32 + low).toString(36)}`;
}

function fnv(text: string, offset: number): number {
  let hash = offset;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
