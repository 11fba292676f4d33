/**
 * The key of an element's step: its id where that is one, else what of it may stand in a key and a number that
 * follows from it.
 */
export function elementKey(id: string): string {
  const fitting = id.replace(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 60);
  if (fitting === id && /^[A-Za-z0-9_](?:.*[A-Za-z0-9_])?$/.test(id)) return id;
  return `e_${fitting.replace(/^[.-]+|[.-]+$/g, '')}_${hashText(id)}`;
}

/** FNV-1a, 32 bits, in base 36. */
export function hashText(text: string, offset = 0x811c9dc5): string {
  return hashNumber(text, offset).toString(36);
}

export function hashNumber(text: string, offset: number): number {
  let hash = offset;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Gives each key once: what comes again gets a number. */
export class KeyMaker {
  readonly #given = new Map<string, number>();

  next(key: string): string {
    for (;;) {
      const count = (this.#given.get(key) ?? 0) + 1;
      this.#given.set(key, count);
      const numbered = count === 1 ? key : `${key}-${count}`;
      if (count === 1 || !this.#given.has(numbered)) {
        if (count > 1) this.#given.set(numbered, 1);
        return numbered;
      }
    }
  }
}
