import { type Caller, createCaller } from '@atelier/api/root.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere, type HouseRole } from '@atelier/domain/identity/roles.ts';
import type { SynopsisItem } from '@atelier/domain/tracks/synopsis.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Tracks = Caller['tracks'];
const as = (actor: Actor, idempotencyKey?: string): Tracks =>
  createCaller({ ...contextOn(database, actor), idempotencyKey }).tracks;

async function somebody(role: HouseRole = 'engineer'): Promise<Actor> {
  const { id } = await addUser(database.db, 'Somebody', role);
  return { id, kind: 'user', grants: [everywhere(role)] };
}

let tracksMade = 0;
async function aTrack(tracks: Tracks, roadmap: string[] = ['SELECT', 'JOIN', 'Indexes']) {
  tracksMade += 1;
  return tracks.create({ title: `SQL no. ${tracksMade}`, goal: 'Write a report', roadmap });
}

const stepsOf = async (tracks: Tracks, slug: string) =>
  (await tracks.get({ slug })).roadmap.map(({ text }) => text);

test('a track is made with a slug of its title, or the one that is asked for if it is free', async () => {
  const tracks = as(await somebody());
  expect((await tracks.create({ title: 'Чужой код' })).slug).toBe('chuzhoy-kod');
  expect((await tracks.create({ title: 'Чужой код' })).slug).toBe('chuzhoy-kod-2');
  expect(await refusal(tracks.create({ title: 'A', slug: 'chuzhoy-kod' }))).toEqual([
    'ERR_TRACK_SLUG_TAKEN',
    { field: 'slug' },
  ]);
  const { id, slug } = await tracks.create({ title: 'B', slug: 'b' });
  expect(await refusal(tracks.edit({ trackId: id, slug: 'chuzhoy-kod' }))).toEqual([
    'ERR_TRACK_SLUG_TAKEN',
    { field: 'slug' },
  ]);
  await tracks.edit({ trackId: id, title: 'Better' });
  expect((await tracks.get({ slug })).track).toMatchObject({ title: 'Better', slug: 'b' });
});

test('a request that is repeated makes one track', async () => {
  const actor = await somebody();
  const once = await as(actor, 'the-key').create({ title: 'Only once' });
  expect(await as(actor, 'the-key').create({ title: 'Only once' })).toEqual(once);
  const all = await as(actor).list({});
  expect(all.filter(({ title }) => title === 'Only once')).toHaveLength(1);
});

test('steps are added, renamed, put in order and removed, also by several at once', async () => {
  const tracks = as(await somebody());
  const { id: trackId, slug } = await aTrack(tracks, ['one']);
  const added = await Promise.all(
    ['two', 'three', 'four'].map((text) => tracks.roadmap.add({ trackId, text })),
  );
  const { roadmap } = await tracks.get({ slug });
  expect(roadmap.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  const byText = new Map(roadmap.map(({ id, text }) => [text, id]));
  const id = (text: string) => byText.get(text) ?? '';
  expect(added.map(({ itemId }) => itemId).sort()).toEqual(['two', 'three', 'four'].map(id).sort());
  await tracks.roadmap.move({ itemId: id('one'), position: 3 });
  await tracks.roadmap.rename({ itemId: id('two'), text: 'TWO' });
  await tracks.roadmap.remove({ itemId: id('three') });
  expect((await stepsOf(tracks, slug)).toSorted()).toEqual(['TWO', 'four', 'one']);
  expect((await stepsOf(tracks, slug)).at(-1)).toBe('one');
  expect(await refusal(tracks.roadmap.remove({ itemId: id('three') }))).toEqual([
    'ERR_ROADMAP_ITEM_NOT_FOUND',
    {},
  ]);
});

test('a copy and an import stand for themselves, and an export comes back', async () => {
  const tracks = as(await somebody());
  const { id: trackId, slug } = await aTrack(tracks);
  const copy = await tracks.copy({ trackId, title: 'A copy' });
  expect(await stepsOf(tracks, copy.slug)).toEqual(await stepsOf(tracks, slug));
  for (const format of ['json', 'markdown'] as const) {
    const file = await tracks.export({ trackId, format });
    const again = await tracks.import({ text: file.text });
    expect(again.slug).not.toBe(slug);
    expect(again).toMatchObject({
      title: expect.stringMatching(/^SQL no/),
      goal: 'Write a report',
    });
    expect(await stepsOf(tracks, again.slug)).toEqual(await stepsOf(tracks, slug));
  }
  expect(await refusal(tracks.import({ text: '{' }))).toEqual([
    'ERR_TRACK_FILE',
    { field: 'json' },
  ]);
});

test('nobody begins an archived track, and whoever is on it goes on', async () => {
  const [ann, ben] = [as(await somebody()), as(await somebody('viewer'))];
  const { id: trackId, slug } = await aTrack(ann);
  const { id: sessionId } = await ann.sessions.open({ slug });
  await ann.archive({ trackId });
  expect(await refusal(ben.sessions.open({ slug }))).toEqual(['ERR_TRACK_ARCHIVED', {}]);
  expect((await ann.sessions.open({ slug })).id).toBe(sessionId);
  expect((await ann.list({})).some(({ id }) => id === trackId)).toBe(false);
  expect((await ann.list({ archived: true })).some(({ id }) => id === trackId)).toBe(true);
  await ann.restore({ trackId });
  await ben.sessions.open({ slug });
});

test('a session is found as it was left, and an administrator does not see it', async () => {
  const actor = await somebody('viewer');
  const tracks = as(actor);
  const { slug } = await aTrack(as(await somebody()));
  expect((await tracks.get({ slug })).session).toBeNull();
  const { id: sessionId } = await tracks.sessions.open({ slug });
  await tracks.sessions.show({ sessionId, activeTab: 'practice', sidebarVisible: false });
  expect((await as(actor).get({ slug })).session).toMatchObject({
    id: sessionId,
    activeTab: 'practice',
    sidebarVisible: false,
  });
  const admin = as(await somebody('admin'));
  const missing = ['ERR_TRACK_SESSION_NOT_FOUND', {}];
  expect(await refusal(admin.sessions.get({ sessionId }))).toEqual(missing);
  expect(await refusal(admin.messages.list({ sessionId, tab: 'chat' }))).toEqual(missing);
  expect(await refusal(admin.synopsis.get({ sessionId }))).toEqual(missing);
});

test('progress is one’s own; a step of another track is none', async () => {
  const [ann, ben] = [as(await somebody()), as(await somebody('viewer'))];
  const { slug } = await aTrack(ann);
  const other = await aTrack(ann);
  const { id: sessionId } = await ann.sessions.open({ slug });
  const [first] = (await ann.get({ slug })).roadmap;
  const itemId = first?.id ?? '';
  await ann.sessions.setProgress({ sessionId, itemId, done: true });
  expect((await ann.get({ slug })).roadmap.map(({ done }) => done)).toEqual([true, false, false]);
  expect((await ben.get({ slug })).roadmap.some(({ done }) => done)).toBe(false);
  expect(await ann.waiting()).toMatchObject({
    begun: [{ slug, next: 'JOIN', progress: { done: 1, of: 3 } }],
  });
  const [foreign] = (await ann.get({ slug: other.slug })).roadmap;
  expect(
    await refusal(ann.sessions.setProgress({ sessionId, itemId: foreign?.id ?? '', done: true })),
  ).toEqual(['ERR_ROADMAP_ITEM_NOT_FOUND', {}]);
});

test('messages stand in their own thread, once for each key, and are found again', async () => {
  const actor = await somebody();
  const tracks = as(actor);
  const { slug } = await aTrack(tracks);
  const { id: sessionId } = await tracks.sessions.open({ slug });
  const post = (content: string, key?: string) =>
    as(actor, key).messages.post({ sessionId, tab: 'chat', content });
  const first = await post('What is a correlated subquery?', 'first');
  expect(await post('What is a correlated subquery?', 'first')).toEqual(first);
  await post('And a window function?');
  const { items } = await tracks.messages.list({ sessionId, tab: 'chat' });
  expect(items.map(({ content }) => content)).toEqual([
    'And a window function?',
    'What is a correlated subquery?',
  ]);
  expect((await tracks.messages.list({ sessionId, tab: 'practice' })).items).toEqual([]);
  expect(await tracks.messages.search({ words: 'subquer' })).toMatchObject([
    { id: first.id, trackSlug: slug, tab: 'chat', role: 'user' },
  ]);
  expect(await as(await somebody('admin')).messages.search({ words: 'subquer' })).toEqual([]);
});

test('the audit log says that something was said and written, and not what', async () => {
  const tracks = as(await somebody());
  const { slug } = await aTrack(tracks);
  const { id: sessionId } = await tracks.sessions.open({ slug });
  await tracks.messages.post({ sessionId, tab: 'chat', content: 'my secret worry' });
  await tracks.synopsis.save({
    sessionId,
    title: 'my secret title',
    items: [{ type: 'text', text: 'my secret text' }],
  });
  const { rows } = await database.db.raw(
    "SELECT count(*)::int AS told FROM identity.audit_log WHERE to_jsonb(audit_log)::text LIKE '%my secret%'",
  );
  expect(rows).toEqual([{ told: 0 }]);
  const entries = await database.db('identity.audit_log').where({ entityType: 'message' });
  expect(entries.length).toBeGreaterThan(0);
});

const items: SynopsisItem[] = [
  { type: 'heading', text: 'JOIN' },
  { type: 'definition', term: 'JOIN', description: 'Puts rows side by side' },
];

test('each save of a synopsis is a version, and nobody writes over what they have not seen', async () => {
  const tracks = as(await somebody());
  const { slug } = await aTrack(tracks);
  const { id: sessionId } = await tracks.sessions.open({ slug });
  expect(await tracks.synopsis.get({ sessionId })).toBeNull();
  const save = (title: string, basedOn: number | null) =>
    tracks.synopsis.save({ sessionId, title, items, basedOn });
  expect(await save('First', null)).toMatchObject({ versionNumber: 1, kind: 'edited', items });
  expect(await refusal(save('Second', null))).toEqual(['ERR_SYNOPSIS_CHANGED', { live: 1 }]);
  await tracks.synopsis.save({ sessionId, title: 'Second', items: items.slice(1), basedOn: 1 });
  const { changes } = await tracks.synopsis.difference({ sessionId, before: 1, after: 2 });
  expect(changes.map(({ kind }) => kind)).toEqual(['removed', 'same']);
  await tracks.synopsis.restore({ sessionId, versionNumber: 1 });
  expect(await tracks.synopsis.get({ sessionId })).toMatchObject({
    ...{ title: 'First', versionNumber: 3, items },
  });
  const versions = await tracks.synopsis.versions({ sessionId });
  expect(versions.map(({ versionNumber, isLive }) => [versionNumber, isLive])).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
});

test('what is imported into a synopsis is kept apart until it is accepted', async () => {
  const tracks = as(await somebody());
  const { slug } = await aTrack(tracks);
  const { id: sessionId } = await tracks.sessions.open({ slug });
  await tracks.synopsis.save({ sessionId, title: 'Mine', items });
  const imported = await tracks.synopsis.import({ sessionId, text: '# Theirs\n\n> a note' });
  expect(imported).toMatchObject({ kind: 'imported', isLive: false, title: 'Theirs' });
  expect((await tracks.synopsis.get({ sessionId }))?.title).toBe('Mine');
  await tracks.synopsis.restore({ sessionId, versionNumber: imported.versionNumber });
  expect(await tracks.synopsis.get({ sessionId })).toMatchObject({
    title: 'Theirs',
    items: [{ type: 'note', text: 'a note' }],
  });
  const { text, fileName } = await tracks.synopsis.export({ sessionId, format: 'markdown' });
  expect([fileName, text]).toEqual([`${slug}-synopsis.md`, '# Theirs\n\n> a note\n']);
  expect(await refusal(tracks.synopsis.import({ sessionId, text: '[1]' }))).toMatchObject([
    'ERR_SYNOPSIS_FILE',
    { field: 'items', place: 1 },
  ]);
});

test('a device belongs to whoever named it first, a browser’s to its guest alone', async () => {
  const [annActor, benActor] = [await somebody('viewer'), await somebody('viewer')];
  const [ann, ben] = [as(annActor), as(benActor)];
  const { slug: trackSlug } = await aTrack(as(await somebody()));
  const robot = { deviceId: 'robot 7', trackSlug };
  const { id } = await ann.sessions.openOfDevice(robot);
  expect((await ann.sessions.openOfDevice(robot)).id).toBe(id);
  expect(await refusal(ben.sessions.openOfDevice(robot))).toEqual(['ERR_DEVICE_OF_OTHERS', {}]);
  // Another device of the same person is another learner, and none of them the person in the app.
  const other = await ann.sessions.openOfDevice({ ...robot, deviceId: 'robot 8' });
  const own = await ann.sessions.open({ slug: trackSlug });
  expect(new Set([id, other.id, own.id]).size).toBe(3);
  expect((await ann.sessions.get({ sessionId: id })).id).toBe(id);
  // One that an older program has left is theirs who name it first.
  await database.db('tracks.users').insert({ deviceId: 'left behind' });
  await ben.sessions.openOfDevice({ ...robot, deviceId: 'left behind' });
  expect(await refusal(ann.sessions.openOfDevice({ ...robot, deviceId: 'left behind' }))).toEqual([
    'ERR_DEVICE_OF_OTHERS',
    {},
  ]);
  // A browser's device is known by its signed cookie alone, and a person's own learner has no name to be guessed.
  const deviceId = '6f1c1a90-3c7c-4a43-9f6d-0d9a6d8e2c11';
  await database.db('identity.users').where({ id: benActor.id }).update({ deviceId });
  for (const foreign of [deviceId, deviceId.toUpperCase(), `house-${benActor.id}`]) {
    await ben.sessions.open({ slug: trackSlug });
    expect(await refusal(ann.sessions.openOfDevice({ deviceId: foreign, trackSlug }))).toEqual([
      'ERR_DEVICE_OF_OTHERS',
      {},
    ]);
  }
  expect((await ben.sessions.openOfDevice({ deviceId, trackSlug })).id).toBe(
    (await ben.sessions.open({ slug: trackSlug })).id,
  );
});
