import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLiveHub, type LiveHub, type StreamedEvent } from './hub.ts';
import type { StreamInput } from './live-event.ts';

const roomy = { topicEvents: 1000, topicBytes: 1_000_000, totalBytes: 1_000_000 };

/** A listener; `take` gives the next events, as far as there are some without waiting for more. */
function open(hub: LiveHub, wanted: Partial<StreamInput>) {
  const stream = hub.stream({ topics: [], ...wanted }, new AbortController().signal);
  const events = stream[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<StreamedEvent>> | undefined;
  return async (most = Number.POSITIVE_INFINITY): Promise<readonly StreamedEvent[]> => {
    const taken: StreamedEvent[] = [];
    while (taken.length < most) {
      next ??= events.next();
      const result = await Promise.race([next, nothingMore()]);
      if (result === undefined || result.done) break;
      next = undefined;
      taken.push(result.value);
    }
    return taken;
  };
}

const nothingMore = () => new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
const told = (events: readonly StreamedEvent[]) =>
  events.map(({ event }) => ('content' in event ? event.content : event.kind));
const say = (hub: LiveHub, topic: string, content: number) => hub.message({ topic, content });

test('whoever comes late to a topic hears what is there, and whoever comes back what followed', async () => {
  const hub = createLiveHub(roomy);
  for (const each of [1, 2, 3]) say(hub, 'a.b', each);
  const topics = [{ topic: 'a.b', after: undefined }];
  const first = await open(hub, { topics })();
  expect(told(first)).toEqual(['live', 1, 2, 'missed', 3]);
  say(hub, 'a.b', 4);
  const lastEventId = first[2]?.id;
  expect(told(await open(hub, { topics, lastEventId })())).toEqual(['live', 3, 4]);
});

test('an id from another life of the server, or of nobody, means that all before was missed', async () => {
  const hub = createLiveHub(roomy);
  say(hub, 'a.b', 1);
  for (const after of ['0a1b2c3d-1', 'nonsense', '']) {
    const events = await open(hub, { after, topics: [{ topic: 'a.b', after }] })();
    expect(told(events)).toEqual(['live', 'content-missed', 'missed', 1]);
  }
});

test('changes come back too, but for those that are not there any more', async () => {
  const hub = createLiveHub({ ...roomy, topicEvents: 3 });
  const change = (id: string) => hub.changed({ area: 'a', entity: 'b', ids: [id] });
  const first = await open(hub, {})();
  expect(told(first)).toEqual(['live', 'missed']);
  const after = first[1]?.id;
  change('1');
  change('2');
  expect(told(await open(hub, { after })())).toEqual(['live', 'changed', 'changed']);
  change('3');
  change('4');
  expect(told(await open(hub, { after })())).toEqual(['live', 'missed']);
});

test('while the database is not heard this is known, and then that something was missed', async () => {
  const hub = createLiveHub(roomy);
  const take = open(hub, { topics: [{ topic: 'a.b', after: undefined }] });
  await take();
  hub.interrupted();
  expect(told(await take())).toEqual(['interrupted']);
  hub.missed();
  expect(told(await take())).toEqual(['live', 'missed', 'content-missed']);
});

test('a listener who takes nothing holds nothing: it finds that something was missed', async () => {
  const hub = createLiveHub({ ...roomy, topicEvents: 5 });
  const take = open(hub, { topics: [{ topic: 'a.b', after: undefined }] });
  expect(told(await take(1))).toEqual(['live']);
  for (let each = 1; each <= 1000; each += 1) say(hub, 'a.b', each);
  expect(told(await take())).toEqual(['content-missed', 996, 997, 998, 999, 'missed', 1000]);
});

test('a silent topic is forgotten before a talkative one, and who heard it is told', async () => {
  const hub = createLiveHub({ ...roomy, totalBytes: 1000 });
  say(hub, 'a.silent', 1);
  const before = await open(hub, { topics: [{ topic: 'a.silent', after: undefined }] })();
  say(hub, 'a.silent', 2);
  for (let each = 0; each < 10; each += 1) say(hub, 'a.loud', each);
  const after = before[1]?.id;
  const topics = [{ topic: 'a.silent', after }];
  expect(told(await open(hub, { after, topics })())).toContain('content-missed');
});

const topic = fc.constantFrom('a.one', 'a.two', 'a.three');
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say' as const), topic }) },
  fc.record({ do: fc.constant('lose' as const), topic }),
  fc.record({ do: fc.constant('missed' as const) }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), most: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  fc.record({ do: fc.constant('again' as const) }),
);

test('whatever is cut off and lost: content comes in order, once, and no gap goes untold', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 9 }),
      async (steps, topicEvents) => {
        const hub = createLiveHub({ topicEvents, topicBytes: 4000, totalBytes: 1_000_000 });
        const said = new Map<string, number>();
        const heard = new Map<string, { last: number; gapTold: boolean }>();
        const places = new Map<string, string>();
        const wanted = () => ({
          topics: ['a.one', 'a.two', 'a.three'].map((name) => ({
            topic: name,
            after: places.get(name),
          })),
        });
        let interrupted = false;
        let asked = wanted();
        let lastEventId: string | undefined;
        let take = open(hub, asked);
        const hear = (taken: readonly StreamedEvent[]) => {
          for (const { id, event } of taken) {
            if (id !== undefined) lastEventId = id;
            if (event.kind === 'content-missed') {
              places.set(event.topic, id ?? '');
              heard.set(event.topic, { last: heard.get(event.topic)?.last ?? 0, gapTold: true });
            }
            if (event.kind !== 'content') continue;
            const { last, gapTold } = heard.get(event.topic) ?? { last: 0, gapTold: false };
            const number = Number(event.content);
            expect(number).toBeGreaterThan(last);
            // To whoever hears a topic for the first time, what was before an interruption is nothing.
            const isNew = !places.has(event.topic) && interrupted;
            if (number > last + 1) expect(gapTold || isNew).toBe(true);
            places.set(event.topic, id ?? '');
            heard.set(event.topic, { last: number, gapTold: false });
          }
        };
        for (const one of steps) {
          if (one.do === 'say') {
            const number = (said.get(one.topic) ?? 0) + 1;
            said.set(one.topic, number);
            say(hub, one.topic, number);
          } else if (one.do === 'lose') {
            said.set(one.topic, (said.get(one.topic) ?? 0) + 1);
            hub.message({ topic: one.topic, lost: true });
          } else if (one.do === 'missed') {
            hub.missed();
            interrupted = true;
          } else if (one.do === 'take') hear(await take(one.most));
          else if (one.do === 'cut') {
            // As the client's own link comes back: the same request, and the last id.
            take = open(hub, { ...asked, lastEventId });
          } else {
            // As a page comes back that wants something else.
            asked = wanted();
            lastEventId = undefined;
            take = open(hub, asked);
          }
        }
        hear(await open(hub, wanted())());
        for (const [name, number] of said) {
          const { last, gapTold } = heard.get(name) ?? { last: 0, gapTold: true };
          if (last < number) expect(gapTold || !places.has(name)).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});
