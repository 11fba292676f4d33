import { patchedResult, type ResultContent } from '@atelier/domain/runs/result.ts';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { entryStorage } from './entry-storage.ts';
import { type Recorded, withRecorded } from './recorded.ts';
import { type Answer, createRecorder, type Recorder } from './recorder.ts';

/** As much of a server as records results: revisions, keys, and a line that can be cut. */
function createServer() {
  const results = new Map<string, { content: ResultContent; revision: number }>();
  const answers = new Map<string, ReadonlyMap<string, number>>();
  const server = {
    results,
    isAway: false,
    /** The next answer is lost, though it was done. */
    losesAnswer: false,
    async send({ key, items, patch }: Recorded): Promise<Answer> {
      if (server.isAway) return { kind: 'away' };
      const known = answers.get(key);
      if (known) return { kind: 'saved', revisions: known };
      const isChanged = items.some(
        ({ itemId, revision }) => (results.get(itemId)?.revision ?? 0) !== revision,
      );
      if (isChanged) {
        return { kind: 'refused', refusal: { code: 'ERR_RESULT_CONFLICT', details: {} } };
      }
      const revisions = new Map<string, number>();
      for (const { itemId } of items) {
        const was = results.get(itemId);
        const revision = (was?.revision ?? 0) + 1;
        results.set(itemId, { content: patchedResult(was?.content ?? null, patch), revision });
        revisions.set(itemId, revision);
      }
      answers.set(key, revisions);
      if (server.losesAnswer) {
        server.losesAnswer = false;
        return { kind: 'away' };
      }
      return { kind: 'saved', revisions };
    },
  };
  return server;
}

let server: ReturnType<typeof createServer>;
let keys = 0;
beforeEach(() => {
  localStorage.clear();
  server = createServer();
});

const open = (): Recorder =>
  createRecorder({
    storage: entryStorage('ann'),
    send: (entry) => server.send(entry),
    newKey: () => {
      keys += 1;
      return `key ${keys}`;
    },
  });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const seen = (itemId: string) => ({ itemId, revision: server.results.get(itemId)?.revision ?? 0 });

it('knows what was answered before the page has drawn it', async () => {
  const recorder = open();
  recorder.record('run', [{ itemId: 'a', revision: 0 }], { status: 'ok' });
  await settled();
  expect(recorder.get().queue).toEqual([]);
  // A key that comes between the answer and the picture.
  recorder.record('run', [{ itemId: 'a', revision: 0 }], { comment: 'dark' });
  await settled();
  expect(recorder.get().queue).toEqual([]);
  expect(server.results.get('a')).toMatchObject({ revision: 2, content: { comment: 'dark' } });
});

it('sends what was recorded on top of each other, though only the first saw a revision', async () => {
  const recorder = open();
  recorder.record('run', [seen('a')], { status: 'fail' });
  recorder.record('run', [seen('a')], { comment: 'dark' });
  recorder.record('run', [seen('a')], { failReasonCode: 'firmware_bug' });
  await settled();
  expect(recorder.get().queue).toEqual([]);
  expect(server.results.get('a')).toMatchObject({
    revision: 3,
    content: { status: 'fail', comment: 'dark', failReasonCode: 'firmware_bug' },
  });
});

it('keeps what the server did not answer over a reload, and sends it once, in its order', async () => {
  const first = open();
  server.losesAnswer = true;
  first.record('run', [seen('a')], { status: 'ok' });
  await settled();
  server.isAway = true;
  first.record('run', [{ itemId: 'a', revision: 0 }], { status: 'fail' });
  first.record('run', [seen('b')], { status: 'na' });
  await settled();
  expect(first.get()).toMatchObject({ isAway: true, isVolatile: false });
  first.stop();
  server.isAway = false;
  const second = open();
  expect(second.get().queue).toHaveLength(3);
  second.tryAgain();
  await settled();
  expect(second.get()).toMatchObject({ queue: [], isAway: false });
  expect(server.results.get('a')).toMatchObject({ revision: 2, content: { status: 'fail' } });
  expect(server.results.get('b')).toMatchObject({ revision: 1, content: { status: 'na' } });
  expect(localStorage).toHaveLength(0);
});

it('what somebody else overtook waits for a decision and holds up nothing else', async () => {
  const recorder = open();
  const late = seen('a');
  await server.send({ key: 'theirs', at: '', runId: '', items: [late], patch: { status: 'ok' } });
  recorder.record('run', [late], { status: 'fail' });
  recorder.record('run', [late], { comment: 'dark' });
  recorder.record('run', [seen('b')], { status: 'ok' });
  await settled();
  expect(recorder.get().queue.map(({ refusal }) => refusal?.code)).toEqual([
    'ERR_RESULT_CONFLICT',
    undefined,
  ]);
  expect(server.results.get('b')).toMatchObject({ revision: 1 });
  expect(server.results.get('a')).toMatchObject({ revision: 1, content: { status: 'ok' } });
  // The decision survives a reload as well.
  const again = open();
  again.keepMine('a', 1);
  await settled();
  expect(server.results.get('a')).toMatchObject({
    revision: 3,
    content: { status: 'fail', comment: 'dark' },
  });
});

it('what is given up is gone, and what was recorded there before stands', async () => {
  const recorder = open();
  await server.send({ key: 'x', at: '', runId: '', items: [seen('a')], patch: { status: 'ok' } });
  recorder.record('run', [{ itemId: 'a', revision: 0 }], { status: 'fail' });
  await settled();
  recorder.giveUp('a');
  expect(recorder.get().queue).toEqual([]);
  expect(server.results.get('a')).toMatchObject({ content: { status: 'ok' } });
  expect(localStorage).toHaveLength(0);
});

it('of several at once those are saved that nobody else touched', async () => {
  const recorder = open();
  const items = ['a', 'b', 'c'].map(seen);
  await server.send({ key: 'y', at: '', runId: '', items: [seen('b')], patch: { status: 'na' } });
  recorder.record('run', items, { status: 'ok' });
  await settled();
  expect(recorder.get().queue).toMatchObject([{ items: [{ itemId: 'b' }], refusal: {} }]);
  expect(server.results.get('a')).toMatchObject({ content: { status: 'ok' } });
  expect(server.results.get('c')).toMatchObject({ content: { status: 'ok' } });
});

it('one person’s entries are never another’s, and what is not ours is left alone', () => {
  server.isAway = true;
  open().record('run', [seen('a')], { status: 'ok' });
  localStorage.setItem('atelier.runs.recorded.ann.x', '{"no": 1}');
  expect(entryStorage('bob').load()).toEqual([]);
  expect(entryStorage('ann').load()).toHaveLength(1);
});

it('law: however often the line is cut and the page loaded anew, what was recorded last is what there is', async () => {
  const action = fc.oneof(
    fc.record({
      item: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('ok' as const, 'fail' as const, 'na' as const),
    }),
    fc.constantFrom('cut' as const, 'restore' as const, 'lose' as const, 'reload' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      localStorage.clear();
      server = createServer();
      let recorder = open();
      const wanted = new Map<string, string>();
      for (const step of actions) {
        if (step === 'cut') server.isAway = true;
        else if (step === 'restore') server.isAway = false;
        else if (step === 'lose') server.losesAnswer = true;
        else if (step === 'reload') {
          recorder.stop();
          recorder = open();
          recorder.tryAgain();
        } else {
          recorder.record('run', [seen(step.item)], { status: step.status });
          wanted.set(step.item, step.status);
          const mine = recorder.get().queue.filter(({ items }) => items[0]?.itemId === step.item);
          expect(withRecorded(null, mine)?.status).toBe(step.status);
        }
        await settled();
      }
      recorder.stop();
      server.isAway = false;
      server.losesAnswer = false;
      recorder = open();
      recorder.tryAgain();
      await settled();
      expect(recorder.get().queue).toEqual([]);
      for (const [item, status] of wanted) {
        expect(server.results.get(item)?.content.status).toBe(status);
      }
    }),
    { numRuns: 60 },
  );
});
