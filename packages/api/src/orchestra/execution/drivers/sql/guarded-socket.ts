import { type LookupFunction, Socket } from 'node:net';

/** A socket as PostgreSQL's driver opens it, to the very address that was checked. */
export class GuardedSocket extends Socket {
  readonly #lookup: LookupFunction;

  constructor(lookup: LookupFunction) {
    super();
    this.#lookup = lookup;
  }

  override connect(...target: unknown[]): this {
    const [port, host] = target;
    if (typeof port !== 'number' || typeof host !== 'string') {
      throw new TypeError('a guarded socket connects to a port of a host');
    }
    return super.connect({ port, host, lookup: this.#lookup });
  }
}
