import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';

/** An event as it comes over the wire; states of the stream have no id. */
export interface StreamEvent {
  readonly id?: string;
  readonly kind: string;
  readonly topic?: string;
  readonly content?: unknown;
  readonly ids?: readonly string[] | null;
}

export interface StreamRequest {
  /** As procedures take it. */
  readonly input?: unknown;
  /** As a browser sends it that comes back by itself. */
  readonly lastEventId?: string;
  readonly authorization?: string;
}

/** Opens the live stream as a browser does, and gives its lines and events as they come. */
export async function openStream(url: string, wanted: StreamRequest = {}) {
  const { input, lastEventId, authorization } = wanted;
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const outgoing = request(`${url}/api/trpc/live.stream${query}`, {
    headers: {
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      ...(authorization === undefined ? {} : { authorization }),
    },
  });
  outgoing.on('error', () => {});
  outgoing.end();
  const [response]: [IncomingMessage] = (await once(outgoing, 'response')) as [IncomingMessage];
  const lines: string[] = [];
  const events: StreamEvent[] = [];
  let data: object | undefined;
  createInterface(response)
    // It ends with an error when we leave.
    .on('error', () => {})
    .on('line', (line) => {
      lines.push(line);
      if (line.startsWith('data: {"kind"')) data = JSON.parse(line.slice('data: '.length));
      else if (line === '' && data !== undefined) {
        events.push(data as StreamEvent);
        data = undefined;
      } else if (line.startsWith('id: ') && data !== undefined) {
        data = { ...data, id: line.slice('id: '.length) };
      }
    });
  return {
    status: response.statusCode,
    lines,
    events,
    /** What came of a topic, and that something of it was missed. */
    contents: (topic: string): readonly unknown[] =>
      events
        .filter((event) => event.topic === topic)
        .map((event) => (event.kind === 'content' ? event.content : event.kind)),
    lastId: () => events.findLast(({ id }) => id !== undefined && id !== '')?.id,
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => outgoing.destroy(),
  };
}
