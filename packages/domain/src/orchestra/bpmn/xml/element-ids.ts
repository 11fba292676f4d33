/** An element as it is known by the id that it was given for the time of reading. */
export interface KnownElement {
  /** As in the file; for one without an id or with somebody else's, one that is made of what it is. */
  readonly id: string;
  readonly line: number;
  /** How it came to its id. */
  readonly origin: 'own' | 'missing' | 'double';
}

/**
 * The ids of a file, and the tokens that stand for them while it is read. Made ids follow from the type and the order
 * in the file, so the same file has the same.
 */
export class ElementIds {
  readonly #elements: KnownElement[] = [];
  readonly #tokens = new Map<string, string>();
  readonly #made = new Map<string, number>();

  /** Takes an element in, and gives its token. */
  add(type: string, id: string | undefined, line: number): string {
    const token = `e${this.#elements.length}`;
    const own = id !== undefined && id !== '' ? id.slice(0, 500) : undefined;
    const isFree = own !== undefined && !this.#tokens.has(own);
    const name = isFree ? own : this.#makeId(own ?? type);
    this.#tokens.set(name, token);
    const origin = isFree ? 'own' : own === undefined ? 'missing' : 'double';
    this.#elements.push({ id: name, line, origin });
    return token;
  }

  /** The token that a reference means. A prefix is of a namespace; a target that is not there gets no token. */
  tokenOf(reference: string): string {
    const own = this.#tokens.get(reference);
    if (own !== undefined) return own;
    const local = reference.slice(reference.indexOf(':') + 1);
    return this.#tokens.get(local) ?? 'none';
  }

  element(token: string): KnownElement | undefined {
    return token.startsWith('e') ? this.#elements[Number(token.slice(1))] : undefined;
  }

  #makeId(start: string): string {
    for (;;) {
      const number = (this.#made.get(start) ?? 0) + 1;
      this.#made.set(start, number);
      const id = `${start}~${number}`;
      if (!this.#tokens.has(id)) return id;
    }
  }
}
