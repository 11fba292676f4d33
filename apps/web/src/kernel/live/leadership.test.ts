import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeTurns } from './leadership.ts';

/** The channels that are open; messages come to the others in order, each in a task of its own. */
const channels = new Set<FakeChannel>();

/** A channel on the clock of the test; Node's own delivers on the real one. */
class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  /** A tab that hangs hears nothing, and says nothing. */
  hangs = false;

  constructor() {
    channels.add(this);
  }

  postMessage(data: unknown): void {
    if (this.hangs) return;
    for (const other of channels) {
      if (other !== this) setTimeout(() => !other.hangs && other.onmessage?.({ data }), 1);
    }
  }

  close(): void {
    channels.delete(this);
  }
}

interface Tab {
  readonly channel: FakeChannel;
  /** What the browser does with its page. */
  readonly page: EventTarget;
  isLeading: boolean;
  /** How often it began to lead. */
  turns: number;
  readonly close: () => void;
}

const tabs: Tab[] = [];

function openTab(): Tab {
  const before = new Set(channels);
  const page = new EventTarget();
  // Each tab has a window of its own.
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const tab: { isLeading: boolean; turns: number } = { isLeading: false, turns: 0 };
  const close = takeTurns('test', {
    onLead() {
      tab.isLeading = true;
      tab.turns += 1;
    },
    onFollow() {
      tab.isLeading = false;
    },
  });
  const channel = [...channels].find((one) => !before.has(one));
  if (channel === undefined) throw new Error('The tab opened no channel.');
  const opened = Object.assign(tab, { channel, page, close });
  tabs.push(opened);
  return opened;
}

/** As browsers tell a page that it was left, or is there again. */
const tell = ({ page }: Tab, type: 'pagehide' | 'pageshow', persisted: boolean) =>
  page.dispatchEvent(Object.assign(new Event(type), { persisted }));

const leaders = () => tabs.filter((tab) => tab.isLeading && channels.has(tab.channel));
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('BroadcastChannel', FakeChannel);
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
  channels.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the only tab leads', async () => {
  const tab = openTab();
  await wait(1000);
  expect(tab.isLeading).toBe(true);
});

test('of tabs that open one after another the first leads, and goes on', async () => {
  const first = openTab();
  for (let more = 0; more < 6; more += 1) {
    await wait(1000);
    openTab();
  }
  await wait(60_000);
  expect(leaders()).toEqual([first]);
  expect(tabs.map(({ turns }) => turns)).toEqual([1, 0, 0, 0, 0, 0, 0]);
});

test('of tabs that open at once one leads, and no other for a moment', async () => {
  for (let more = 0; more < 7; more += 1) openTab();
  await wait(10_000);
  expect(leaders()).toHaveLength(1);
  expect(tabs.reduce((sum, { turns }) => sum + turns, 0)).toBe(1);
});

test('when the leader closes one other leads', async () => {
  const first = openTab();
  await wait(1000);
  const second = openTab();
  await wait(10);
  openTab();
  await wait(10);
  first.close();
  await wait(2000);
  expect(leaders()).toEqual([second]);
});

test('when the page of the leader is left one other leads at once, and goes on when it is back', async () => {
  const first = openTab();
  await wait(1000);
  const second = openTab();
  await wait(1000);
  tell(first, 'pagehide', true);
  expect(leaders()).toEqual([]);
  // A page that is kept hears nothing until it is back.
  first.channel.hangs = true;
  await wait(500);
  expect(leaders()).toEqual([second]);
  await wait(2000);
  first.channel.hangs = false;
  tell(first, 'pageshow', true);
  await wait(60_000);
  expect(leaders()).toEqual([second]);
  expect(tabs.map(({ turns }) => turns)).toEqual([1, 1]);
});

test('the only tab leads again at once when it is back, and not twice when it is there already', async () => {
  const tab = openTab();
  await wait(1000);
  tell(tab, 'pagehide', true);
  expect(tab.isLeading).toBe(false);
  tell(tab, 'pageshow', true);
  await wait(500);
  expect(tab.isLeading).toBe(true);
  expect(tab.turns).toBe(2);
  tell(tab, 'pageshow', false);
  await wait(10_000);
  expect(tab.turns).toBe(2);
});

test('when the leader hangs one other leads, and when it is back there is one again', async () => {
  const first = openTab();
  await wait(1000);
  const second = openTab();
  await wait(1000);
  first.channel.hangs = true;
  await wait(20_000);
  expect(leaders()).toEqual([first, second]);
  first.channel.hangs = false;
  await wait(10_000);
  expect(leaders()).toHaveLength(1);
});

test('a tab without anybody to talk to leads itself', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  let leads = false;
  takeTurns('test', {
    onLead() {
      leads = true;
    },
    onFollow() {},
  })();
  expect(leads).toBe(true);
});
