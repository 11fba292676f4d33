import { setTimeout as sleep } from 'node:timers/promises';

/** An event of the subscription that open pages have. */
export interface LiveEvent {
  readonly kind: string;
  readonly ids?: readonly string[] | null;
}

/** Opens the subscription as a browser does: server-sent events over HTTP. */
export async function openLiveStream(url: string) {
  const closing = new AbortController();
  const response = await fetch(`${url}/api/trpc/live.stream`, {
    headers: { accept: 'text/event-stream' },
    signal: closing.signal,
  });
  if (response.status !== 200 || response.body === null) throw new Error('no live stream');
  let events: LiveEvent[] = [];
  let failure: unknown;
  const reading = readLines(response.body, (line) => {
    // A sign of life has none.
    const text = /^data:\s*(\S.*)/.exec(line)?.[1];
    if (text === undefined) return;
    const data: unknown = JSON.parse(text);
    if (isEvent(data)) events.push(data);
  }).catch((error: unknown) => {
    failure = error;
  });
  return {
    /** Waits for an event that is wanted, also one that came already. */
    async next(wanted: (event: LiveEvent) => boolean): Promise<void> {
      while (!events.some(wanted)) {
        if (failure !== undefined) throw failure;
        await sleep(10);
      }
    },
    /** What came until now does not count any more. */
    forget(): void {
      events = [];
    },
    async close(): Promise<void> {
      closing.abort();
      await reading;
    },
  };
}

async function readLines(
  body: ReadableStream<Uint8Array>,
  onLine: (line: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}

function isEvent(data: unknown): data is LiveEvent {
  return typeof data === 'object' && data !== null && 'kind' in data;
}
