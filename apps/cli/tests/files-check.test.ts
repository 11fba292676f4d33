import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.db('identity.files').delete();
  await database.db('identity.removedFiles').delete();
  folder = await mkdtemp(join(tmpdir(), 'atelier-files-check-'));
});
afterAll(() => database.drop());

const newKey = () => randomBytes(16).toString('hex');
const pathOf = (key: string) => join(folder, 'files', key.slice(0, 2), key);

async function store(key: string, content: string, ageMinutes = 0): Promise<string> {
  await mkdir(join(pathOf(key), '..'), { recursive: true });
  await writeFile(pathOf(key), content);
  const at = new Date(Date.now() - ageMinutes * 60_000);
  await utimes(pathOf(key), at, at);
  return key;
}

async function addRow(content: string): Promise<{ id: string; key: string }> {
  const [id, key] = [randomUUID(), newKey()];
  await database.db('identity.files').insert({
    ...{ id, use: 'profile-picture', entityType: 'user', entityId: 'ann', name: 'a.png' },
    ...{ mediaType: 'image/png', size: content.length, storageKey: key },
    sha256: createHash('sha256').update(content).digest(),
  });
  return { id, key };
}

async function check(...words: string[]) {
  const env = { DATABASE_URL: database.connectionString, ATELIER_DATA_DIR: folder };
  const { code, out, errors } = await runCli(['files', 'check', ...words, '--json'], env);
  return { code, errors, ...(out === '' ? {} : JSON.parse(out)) };
}

test('a store that is what rows say has nothing to find', async () => {
  const { key } = await addRow('hello');
  await store(key, 'hello');
  expect(await check('--exit-code')).toMatchObject({
    ...{ code: 0, known: 1, read: 1, broken: [], orphans: [], unfinished: [] },
  });
});

test('rows whose file is missing, changed or cut are found, and stay', async () => {
  const [missing, changed, cut, deaf] = [
    await addRow('one'),
    await addRow('two'),
    await addRow('three'),
    await addRow('four'),
  ];
  await store(changed.key, 'TWO');
  await store(cut.key, 'thr');
  await store(deaf.key, 'four');
  const found = await check('--exit-code', '--repair');
  expect(found.code).toBe(3);
  const byId = Object.fromEntries(
    found.broken.map((each: { fileId: string; problem: string }) => [each.fileId, each.problem]),
  );
  expect(byId).toEqual({ [missing.id]: 'missing', [changed.id]: 'hash', [cut.id]: 'size' });
  expect(await database.db('identity.files').whereIn('id', [missing.id, changed.id])).toHaveLength(
    2,
  );
  const quick = await check('--no-hashes');
  expect(quick.broken).toHaveLength(2);
  expect(quick.read).toBe(0);
});

test('what has no row is found, removed on demand, and never while it may be on its way', async () => {
  const { key } = await addRow('hello');
  await store(key, 'hello', 3000);
  const old = await store(newKey(), 'orphan', 3000);
  const young = await store(newKey(), 'on its way');
  await mkdir(join(folder, 'files', 'incoming'), { recursive: true });
  const unfinished = join(folder, 'files', 'incoming', newKey());
  await writeFile(unfinished, 'half');
  await utimes(unfinished, new Date(0), new Date(0));
  await writeFile(join(folder, 'files', 'notes.txt'), 'somebody else’s');
  const keys = ({ orphans }: { orphans: { key: string }[] }) => orphans.map((each) => each.key);

  const seen = await check('--exit-code');
  expect([seen.code, keys(seen), seen.unfinished]).toEqual([3, [old], [unfinished]]);
  const dry = await check('--repair', '--dry-run');
  expect([keys(dry), dry.removed]).toEqual([[old], 0]);
  expect(keys(await check('--older-than', '0'))).toHaveLength(2);

  expect((await check('--repair')).removed).toBe(2);
  expect(await readdir(join(folder, 'files', 'incoming'))).toEqual([]);
  expect(await check()).toMatchObject({ orphans: [], unfinished: [], broken: [] });
  expect((await check('--repair', '--older-than', '0')).removed).toBe(1);
  expect(await readdir(join(folder, 'files'))).toContain('notes.txt');
  expect(await readdir(join(pathOf(young), '..'))).toEqual([]);
});

test('what waits to be removed is removed by a repair', async () => {
  const { id, key } = await addRow('hello');
  await store(key, 'hello');
  await database.db('identity.files').where({ id }).delete();
  expect((await check('--repair')).removed).toBe(1);
  expect(await database.db('identity.removedFiles')).toEqual([]);
  expect(await readdir(join(pathOf(key), '..'))).toEqual([]);
});

test.each(['x', '-1', '1.5', ''])('%j is no age', async (age) => {
  expect((await check(`--older-than=${age}`)).code).toBe(2);
});

test('half a setting of an S3 store is refused', async () => {
  const env = { DATABASE_URL: database.connectionString, FILES_S3_BUCKET: 'files' };
  const { code, errors } = await runCli(['files', 'check'], env);
  expect([code, errors]).toEqual([1, expect.stringContaining('FILES_S3_ENDPOINT')]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));
