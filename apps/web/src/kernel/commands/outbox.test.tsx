import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeServer } from '../../../tests/fake-server.ts';
import { notificationStore } from '../notifications/show-notification.tsx';
import { createOutbox, type SentCommand } from './outbox.tsx';

let fake: ReturnType<typeof createFakeServer>;
let outbox: ReturnType<typeof createOutbox>;
beforeEach(() => {
  for (const { id } of notificationStore.get()) notificationStore.hide(id);
  fake = createFakeServer((_path, input) => input);
  outbox = createOutbox(fake.client, fake.queryClient);
});
afterEach(() => fake.queryClient.unmount());

const command = (key: string): SentCommand => ({
  key,
  path: 'miniatures.move',
  input: key,
  touches: [{ id: `row of ${key}` }],
  says: { key: 'undo' },
});
const send = (key: string) => outbox.send(command(key), {});
/** Until nothing waits any more. */
const settled = () => vi.waitFor(() => expect(outbox.waiting()).toEqual([]));
const tones = () => notificationStore.get().map(({ tone }) => tone);
const inputs = () => fake.server.sent.map(({ input }) => input);

it('sends one after another, in the order in which they were given', async () => {
  expect(await Promise.all([send('1'), send('2'), send('3')])).toEqual(['saved', 'saved', 'saved']);
  expect(inputs()).toEqual(['1', '2', '3']);
  expect(outbox.waiting()).toEqual([]);
});

it('a refusal is final, and holds nobody up', async () => {
  fake.server.failure = 'ERR_INSUFFICIENT_QTY';
  const refused: unknown[] = [];
  const first = outbox.send(command('1'), { onFailed: (_error, told) => refused.push(told) });
  expect(await first).toBe('refused');
  expect(refused).toEqual([false]);
  fake.server.failure = undefined;
  expect(await send('2')).toBe('saved');
});

it.each(['ERR_OFFLINE', 'ERR_UNAVAILABLE', 'ERR_BUSY', 'ERR_READ_ONLY'])(
  'after %s all wait, and are marked; then they go in order under their keys, and it is told',
  async (failure) => {
    fake.server.failure = failure;
    expect(await Promise.all([send('1'), send('2')])).toEqual(['waiting', 'waiting']);
    expect(await send('3')).toBe('waiting');
    expect(outbox.waiting()).toHaveLength(3);
    expect(outbox.isWaitingFor('row of 2')).toBe(true);
    expect(outbox.isWaitingFor('row of another')).toBe(false);
    expect(tones()).toEqual(['waiting']);
    fake.server.failure = undefined;
    outbox.tryAgain();
    await settled();
    expect(inputs()).toEqual(['1', '1', '2', '3']);
    expect(fake.server.sent[0]?.key).toBe(fake.server.sent[1]?.key);
    expect(outbox.waiting()).toEqual([]);
    expect(tones()).toEqual(['done']);
  },
);

it('sends nothing in the name of whoever signed in after its user, and goes on when they are back', async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: as the server sets it
  document.cookie = 'atelier-user=somebody-else';
  expect(await send('1')).toBe('waiting');
  expect(inputs()).toEqual([]);
  // biome-ignore lint/suspicious/noDocumentCookie: as the server clears it
  document.cookie = 'atelier-user=; max-age=0';
  outbox.tryAgain();
  await settled();
  expect(inputs()).toEqual(['1']);
});

it('tries again when the server answers anything else', async () => {
  fake.server.failure = 'ERR_OFFLINE';
  await send('1');
  fake.server.failure = undefined;
  await fake.queryClient.fetchQuery({ queryKey: ['read'], queryFn: () => 'answered' });
  await settled();
  expect(inputs()).toEqual(['1', '1']);
});

it('what was refused after all is told, beside what is saved', async () => {
  fake.server.failure = 'ERR_OFFLINE';
  const told: boolean[] = [];
  await outbox.send(command('1'), { onFailed: (_error, isTold) => told.push(isTold) });
  fake.server.failure = 'ERR_TYPE_NOT_FOUND';
  outbox.tryAgain();
  await settled();
  expect(told).toEqual([true]);
  expect(tones()).toEqual(['failed']);
});

it('given up nothing more is sent, each is taken back, and that is told', async () => {
  fake.server.failure = 'ERR_OFFLINE';
  let takenBack = 0;
  for (const key of ['1', '2']) {
    void outbox.send(command(key), {
      onFailed: () => {
        takenBack += 1;
      },
    });
  }
  await vi.waitFor(() => expect(outbox.waiting()).toHaveLength(2));
  outbox.giveUp();
  await settled();
  expect(takenBack).toBe(2);
  expect(inputs()).toEqual(['1']);
  expect(outbox.waiting()).toEqual([]);
  expect(tones()).toEqual(['hint']);
  fake.server.failure = undefined;
  expect(await send('3')).toBe('saved');
});

it('warns who leaves while something waits, and nobody else', async () => {
  const leaves = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leaves()).toBe(true);
  fake.server.failure = 'ERR_OFFLINE';
  await send('1');
  expect(leaves()).toBe(false);
  outbox.giveUp();
  await settled();
  expect(leaves()).toBe(true);
});

it('outlives a reload, under the same keys', async () => {
  fake.server.failure = 'ERR_OFFLINE';
  await Promise.all([send('1'), send('2')]);
  const left = sessionStorage.getItem('atelier.outbox');
  fake.queryClient.unmount();
  const before = fake.server.sent;
  fake = createFakeServer(() => 'done');
  sessionStorage.setItem('atelier.outbox', left ?? '');
  outbox = createOutbox(fake.client, fake.queryClient);
  outbox.restore();
  expect(outbox.isWaitingFor('row of 1')).toBe(true);
  await settled();
  expect(inputs()).toEqual(['1', '2']);
  expect(fake.server.sent[0]?.key).toBe(before[0]?.key);
  expect(tones()).toContain('done');
  expect(sessionStorage.getItem('atelier.outbox')).toBe('[]');
});
