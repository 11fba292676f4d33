import { newId } from '@atelier/db/kernel/new-id.ts';
import { ensureLearner } from '@atelier/db/tracks/learner-writes.ts';
import { listMessages, searchMessages } from '@atelier/db/tracks/message-reads.ts';
import { insertMessage } from '@atelier/db/tracks/message-writes.ts';
import { threadOf } from '@atelier/db/tracks/session-reads.ts';
import { ensureSession, saveProgress } from '@atelier/db/tracks/session-writes.ts';
import { findSynopsis, synopsisVersions } from '@atelier/db/tracks/synopsis-reads.ts';
import { insertVersion, lockSynopsis } from '@atelier/db/tracks/synopsis-writes.ts';
import { listTracks, roadmapOf } from '@atelier/db/tracks/track-reads.ts';
import { insertSteps, insertTrack, orderSteps } from '@atelier/db/tracks/track-writes.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
let db: TestDatabase['db'];
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

async function aTrack(steps: readonly string[] = []): Promise<string> {
  const id = newId();
  const texts = { title: `Track ${id}`, description: '', goal: '' };
  await insertTrack(db, { id, slug: id, ...texts, createdByUserId: null });
  const items = steps.map((text) => ({ text, done: false }));
  await insertSteps(db, id, items);
  return id;
}

async function aSession(track?: string) {
  const personId = (await addUser(db, 'Learner')).id;
  const learnerId = await ensureLearner(db, personId);
  const sessionId = await ensureSession(db, learnerId, track ?? (await aTrack()));
  return { personId, learnerId, sessionId };
}

const said = async (sessionId: string, content: string) => {
  const threadId = (await threadOf(db, sessionId, 'chat')) ?? '';
  const id = newId();
  await db.transaction((trx) =>
    insertMessage(trx, { id, threadId, role: 'user', content, meta: {} }),
  );
  return id;
};

test('however many ask at once, a learner has one session on a track, with its three threads', async () => {
  const track = await aTrack();
  const personId = (await addUser(db, 'Learner')).id;
  const opened = await Promise.all(
    Array.from({ length: 8 }, () =>
      db.transaction(async (trx) => ensureSession(trx, await ensureLearner(trx, personId), track)),
    ),
  );
  expect(new Set(opened).size).toBe(1);
  const { rows } = await db.raw(
    'SELECT tab FROM tracks.chat_threads WHERE session_id = ? ORDER BY tab',
    [opened[0] ?? ''],
  );
  expect(rows).toEqual([{ tab: 'chat' }, { tab: 'practice' }, { tab: 'simulation' }]);
});

test('each has a progress of their own, and the track’s own is its default', async () => {
  const track = await aTrack(['one', 'two', 'three']);
  const [one, two] = await roadmapOf(db, track, undefined);
  await db('tracks.track_roadmap_items')
    .where({ id: two?.id ?? '' })
    .update({ done: true });
  const [ann, ben] = [await aSession(track), await aSession(track)];
  await saveProgress(db, { learnerId: ann.learnerId, itemId: one?.id ?? '', done: true });
  await saveProgress(db, { learnerId: ann.learnerId, itemId: two?.id ?? '', done: false });
  const done = async (learnerId: string | undefined) =>
    (await roadmapOf(db, track, learnerId)).map((item) => item.done);
  expect(await done(ann.learnerId)).toEqual([true, false, false]);
  expect(await done(ben.learnerId)).toEqual([false, true, false]);
  expect(await done(undefined)).toEqual([false, true, false]);
  const listed = await listTracks(db, { archived: false, learnerId: ann.learnerId });
  expect(listed[0]).toMatchObject({ id: track, progress: { done: 1, of: 3 } });
  expect(listed[0]?.visitedAt).not.toBeNull();
});

test('steps get the places that they are given; gaps of older programs are none to read', async () => {
  const track = await aTrack(['a', 'b', 'c']);
  const ids = (await roadmapOf(db, track, undefined)).map(({ id }) => id);
  await orderSteps(db, track, ids.toReversed());
  await db('tracks.track_roadmap_items')
    .where({ id: ids[0] ?? '' })
    .update({ position: 17 });
  const read = await roadmapOf(db, track, undefined);
  expect(read.map(({ text, position }) => [text, position])).toEqual([
    ['c', 0],
    ['b', 1],
    ['a', 2],
  ]);
});

test('pages of a thread hold each message once, also of those that were said at the same moment', async () => {
  const { sessionId } = await aSession();
  const ids: string[] = [];
  for (const text of ['1', '2', '3', '4', '5']) ids.push(await said(sessionId, text));
  await db('tracks.chat_messages')
    .whereIn('id', ids)
    .update({ createdAt: new Date(0) });
  const threadId = (await threadOf(db, sessionId, 'chat')) ?? '';
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listMessages(db, { threadId, limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(ids.toReversed());
});

test('a search finds what one has said oneself, in Russian and English, by the beginnings of words', async () => {
  const [ann, ben] = [await aSession(), await aSession()];
  const joins = await said(ann.sessionId, 'How do JOINs of two tables work?');
  const indexes = await said(ann.sessionId, 'Индексы ускоряют поиск по таблице');
  await said(ben.sessionId, 'JOINs of others');
  const find = async (words: string) =>
    (await searchMessages(db, ann.personId, { words, limit: 10 })).map(({ id }) => id);
  expect(await find('joins')).toEqual([joins]);
  expect(await find('tabl two')).toEqual([joins]);
  expect(await find('индекс таблицы')).toEqual([indexes]);
  expect(await find(`'); DROP TABLE`)).toEqual([]);
  expect(await find('!!!')).toEqual([]);
  const [hit] = await searchMessages(db, ann.personId, { words: 'joins', limit: 10 });
  expect(hit?.excerpt).toContain('\u{E000}JOINs\u{E001}');
});

test('a version of a synopsis never changes, and one is live', async () => {
  const { sessionId } = await aSession();
  const save = (text: string, isLive: boolean) =>
    db.transaction(async (trx) =>
      insertVersion(trx, await lockSynopsis(trx, sessionId), {
        ...{ title: text, items: [{ type: 'text', text }], isLive },
        kind: isLive ? 'edited' : 'imported',
      }),
    );
  const numbers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => save(text, true)));
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
  expect(await save('apart', false)).toBe(5);
  const versions = await synopsisVersions(db, sessionId);
  expect(versions.map(({ isLive }) => isLive)).toEqual([false, true, false, false, false]);
  expect((await findSynopsis(db, sessionId))?.versionNumber).toBe(4);
  await expect(db.raw("UPDATE tracks.synopsis_versions SET items_json = '[]'")).rejects.toThrow(
    'never changes',
  );
});

test('what cannot be is refused by the database: a second self, a person without a house', async () => {
  const { personId, learnerId } = await aSession();
  const self = { id: newId(), deviceId: 'x', houseUserId: personId, isDevice: false };
  await expect(db('tracks.users').insert(self)).rejects.toThrow('users_person_key');
  const lone = { id: newId(), deviceId: 'y', houseUserId: null, isDevice: false };
  await expect(db('tracks.users').insert(lone)).rejects.toThrow('users_person_check');
  await db('tracks.users').insert({ ...self, isDevice: true });
  expect(await ensureLearner(db, personId)).toBe(learnerId);
});
