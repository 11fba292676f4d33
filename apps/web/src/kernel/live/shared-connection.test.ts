import { createLiveHub, type LiveHub } from '@atelier/api/kernel/live/hub.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { changes, subjectOf } from './event-place.ts';
import {
  type OpenConnection,
  type SharedConnection,
  shareConnection,
} from './shared-connection.ts';

let hub: LiveHub;
let opened = 0;
const tabs = new Set<SharedConnection>();

beforeEach(() => {
  hub = createLiveHub();
  opened = 0;
});
afterEach(() => {
  for (const tab of tabs) tab.close();
  tabs.clear();
  vi.unstubAllGlobals();
});

/** The browser's locks, as far as they are used: one holder, the others in the order they came. */
function createLocks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<unknown>) {
      const turn = last.then(() => (signal.aborted ? undefined : hold()));
      last = turn.catch(() => {});
      return turn;
    },
  };
}

/** A connection to the server's own hub, without HTTP between. */
const open: OpenConnection = (places, { onEvent, onState }) => {
  let connection: AbortController | undefined;
  const reopen = () => {
    connection?.abort();
    const own = new AbortController();
    connection = own;
    opened += 1;
    const topics = [...places]
      .filter(([subject]) => subject !== changes)
      .map(([topic, after]) => ({ topic, after }));
    void (async () => {
      for await (const { id, event } of hub.stream(
        { after: places.get(changes), topics },
        own.signal,
      )) {
        if (own.signal.aborted) return;
        if (id === undefined) {
          onState(event.kind === 'live' ? 'live' : 'lost');
          continue;
        }
        places.set(subjectOf(event), id);
        onEvent({ id, event });
      }
    })();
  };
  reopen();
  return { reopen, close: () => connection?.abort() };
};

function openTab() {
  const heard: string[] = [];
  const states: string[] = [];
  const tab = shareConnection(open, {
    onEvent: (event) => heard.push(event.kind === 'changed' ? `${event.ids}` : event.kind),
    onState: (state) => states.push(state),
  });
  tabs.add(tab);
  return {
    heard,
    states,
    listenTo(topic: string): unknown[] {
      const contents: unknown[] = [];
      tab.listenTo(topic, (event) =>
        contents.push(event.kind === 'content' ? event.content : event.kind),
      );
      return contents;
    },
    close() {
      tab.close();
      tabs.delete(tab);
    },
  };
}

const say = (topic: string, ...contents: readonly number[]) => {
  for (const content of contents) hub.message({ topic, content });
};
const change = (id: string) => hub.changed({ area: 'a', entity: 'b', ids: [id] });

describe.each([
  ['by the browser’s locks', () => ({ locks: createLocks() })],
  ['by an election', () => ({})],
])('led %s', (_how, createNavigator) => {
  beforeEach(() => {
    vi.stubGlobal('navigator', createNavigator());
  });

  test('tabs share one connection, and each hears what it wants from the beginning, once', async () => {
    const first = openTab();
    await expect.poll(() => first.states.at(-1)).toBe('live');
    const second = openTab();
    say('a.one', 1, 2);
    const inFirst = first.listenTo('a.one');
    await expect.poll(() => inFirst).toEqual([1, 2]);
    say('a.two', 10);
    const inSecond = second.listenTo('a.one');
    const other = second.listenTo('a.two');
    await expect.poll(() => [inSecond, other]).toEqual([[1, 2], [10]]);
    say('a.one', 3);
    say('a.two', 11);
    await expect
      .poll(() => [inFirst, inSecond, other])
      .toEqual([
        [1, 2, 3],
        [1, 2, 3],
        [10, 11],
      ]);
    // Of each tab's first wish, and of the second tab's other one.
    expect(opened).toBeLessThanOrEqual(4);
  });

  test('when the tab that keeps the connection closes, the next goes on where it was', async () => {
    const first = openTab();
    await expect.poll(() => first.heard).toEqual(['missed']);
    const second = openTab();
    const contents = second.listenTo('a.one');
    say('a.one', 1);
    change('x');
    await expect.poll(() => [contents, second.heard]).toEqual([[1], ['x']]);
    first.close();
    say('a.one', 2);
    change('y');
    await expect
      .poll(() => [contents, second.heard])
      .toEqual([
        [1, 2],
        ['x', 'y'],
      ]);
    expect(first.heard).toEqual(['missed', 'x']);
  });

  test('what was missed while the server heard nothing is told to every tab', async () => {
    const first = openTab();
    await expect.poll(() => first.heard).toEqual(['missed']);
    const second = openTab();
    const contents = second.listenTo('a.one');
    say('a.one', 1);
    await expect.poll(() => contents).toEqual([1]);
    hub.interrupted();
    await expect.poll(() => [first.states.at(-1), second.states.at(-1)]).toEqual(['lost', 'lost']);
    hub.missed();
    say('a.one', 3);
    await expect.poll(() => contents).toEqual([1, 'content-missed', 3]);
    await expect
      .poll(() => [first.heard, second.heard])
      .toEqual([['missed', 'missed'], ['missed']]);
    expect(second.states.at(-1)).toBe('live');
  });
});
