interface Options {
  readonly headers: Readonly<Record<string, string>>;
}

/** What is heard: by its name, with the text and the id that came with it. */
interface Message {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

type Listener = (message: Message) => void;

/** Before it connects anew, as browsers do. */
const againMs = 1000;

/**
 * Server-sent events by `fetch`, since a browser's `EventSource` sends no header, and Node has none. A connection
 * that is lost is made anew, with the id of what was heard last; one that is refused ends it, with an `error`.
 */
export class HeaderEventSource {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState = 0;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #ends = new AbortController();
  #lastEventId = '';

  constructor(url: string, { headers }: Options = { headers: {} }) {
    void this.#listen(url, headers);
  }

  addEventListener(type: string, listener: Listener): void {
    const known = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, known.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.#ends.abort();
  }

  async #listen(url: string, headers: Options['headers']): Promise<void> {
    while (this.readyState !== this.CLOSED) {
      try {
        await this.#connect(url, headers);
      } catch {
        // Whatever cut it off, it is tried again.
      }
      if (this.readyState === this.CLOSED) return;
      this.readyState = this.CONNECTING;
      this.#tell({ type: 'error', data: '', lastEventId: '' });
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }

  async #connect(url: string, headers: Options['headers']): Promise<void> {
    const last = this.#lastEventId && { 'last-event-id': this.#lastEventId };
    const response = await fetch(url, {
      headers: { ...headers, accept: 'text/event-stream', ...(last || {}) },
      signal: this.#ends.signal,
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (!response.ok || !isStream || response.body === null) {
      const said = await response.text();
      this.close();
      return this.#tell({ type: 'error', data: said, lastEventId: '' });
    }
    this.readyState = this.OPEN;
    this.#tell({ type: 'open', data: '', lastEventId: '' });
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      // A line may end in the next piece, and so may its ending.
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#hear(block);
    }
  }

  #hear(block: string): void {
    const fields = block.split(/\r?\n/).map((line) => /^(\w+)(?:: ?(.*))?$/.exec(line) ?? []);
    const valuesOf = (name: string) =>
      fields.filter(([, field]) => field === name).map(([, , value = '']) => value);
    const id = valuesOf('id').at(-1);
    if (id !== undefined) this.#lastEventId = id;
    const data = valuesOf('data');
    if (data.length === 0) return;
    const type = valuesOf('event').at(-1) || 'message';
    this.#tell({ type, data: data.join('\n'), lastEventId: this.#lastEventId });
  }

  #tell(message: Message): void {
    for (const listener of this.#listeners.get(message.type) ?? []) listener(message);
  }
}
