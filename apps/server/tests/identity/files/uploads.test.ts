import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { deleteFilesOf } from '@atelier/db/identity/file-writes.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FilesServer, startFilesServer } from './files-server.ts';
import { pdf, photo, png, video } from './sample-files.ts';

let server: FilesServer;
let editor: string;
beforeAll(async () => {
  server = await startFilesServer();
  editor = await server.addMember('editor', 'one');
});
afterAll(() => server.close());

let result: string;
beforeEach(() => {
  result = `result-attachment/one.${randomUUID()}`;
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a video is stored as it came, with its hash, under a key that says nothing', async () => {
  const content = video(300_000);
  const { status, body } = await server.upload(editor, result, content, { name: 'Run 1.mp4' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    use: 'result-attachment',
    name: 'Run 1.mp4',
    mediaType: 'video/mp4',
    size: 300_000,
    sha256: sha256(content),
    hasThumbnail: false,
    ownerId: editor,
  });
  const row = await server.db('identity.files').where({ id: body.id }).first();
  const path = (await server.stored()).find((each) => each.endsWith(row.storageKey));
  expect(await readFile(path ?? '')).toEqual(content);
  expect(path).not.toContain('Run');
  const [entry] = await server
    .db('identity.audit_log')
    .where({ action: 'attach', entityId: body.entityId });
  expect(entry).toMatchObject({
    actorId: editor,
    command: 'identity.files.attach',
    entityType: 'result',
    projectId: 'one',
    door: 'rest',
    afterJson: { file: body.id, name: 'Run 1.mp4', size: 300_000, sha256: sha256(content) },
  });
  const answer = await server.call(editor, `/api/files/${body.id}`);
  expect(answer.bytes).toEqual(content);
});

test('a form brings its first file, with its name', async () => {
  const form = new FormData();
  form.append('note', 'x'.repeat(1000));
  form.append('file', new Blob([new Uint8Array(pdf)]), 'Отчёт 1.pdf');
  form.append('file', new Blob(['second']), 'second.txt');
  const { status, body } = await server.call(editor, `/api/files/${result}`, {
    method: 'POST',
    body: form,
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'Отчёт 1.pdf',
    mediaType: 'application/pdf',
    size: pdf.length,
  });
});

test('a form without a file is told so', async () => {
  const form = new FormData();
  form.append('note', 'x');
  const answer = await server.call(editor, `/api/files/${result}`, { method: 'POST', body: form });
  expect([answer.status, answer.body.code]).toEqual([400, 'ERR_FILE_ABSENT']);
});

test('a profile picture loses where it was taken, stands upright, and has a small square one', async () => {
  const user = await server.addUser();
  const sent = await photo(800, 400);
  expect(sent.includes('SecretCamera')).toBe(true);
  const { status, body } = await server.upload(user, `profile-picture/${user}`, sent, {
    name: 'me.jpg',
  });
  expect([status, body.hasThumbnail]).toEqual([201, true]);
  const { bytes } = await server.call(user, `/api/files/${body.id}`);
  const { width, height, exif, orientation } = await sharp(bytes).metadata();
  expect({ width, height, exif, orientation }).toEqual({ width: 400, height: 800 });
  expect(bytes.includes('SecretCamera')).toBe(false);
  expect(body).toMatchObject({ size: bytes.length, sha256: sha256(bytes) });
  const small = await server.call(user, `/api/files/${body.id}/thumbnail`);
  expect(small.headers.get('content-type')).toBe('image/webp');
  expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 256, height: 256 });
});

test('a new profile picture takes the place of the old, which goes with its pieces', async () => {
  const user = await server.addUser();
  const to = `profile-picture/${user}`;
  const before = (await server.stored()).length;
  const first = await server.upload(user, to, await png(300, 300));
  const second = await server.upload(user, to, await png(10, 10));
  expect(second.status).toBe(201);
  expect((await server.stored()).length).toBe(before + 2);
  expect((await server.call(user, `/api/files/${first.body.id}`)).status).toBe(404);
  const listed = await server.procedure(
    user,
    'list',
    { use: 'profile-picture', entityId: user },
    'query',
  );
  expect(listed.map((each: { id: string }) => each.id)).toEqual([second.body.id]);
  const entries = await server.db('identity.audit_log').where({ entityId: user }).orderBy('id');
  expect(entries.map(({ action }) => action)).toEqual(['attach', 'detach', 'attach']);
});

test('what is removed is gone from the database and the disk, and is in the log', async () => {
  const before = await server.stored();
  const { body } = await server.upload(editor, result, pdf, { name: 'a.pdf' });
  const viewer = await server.addMember('viewer', 'one');
  const stranger = await server.addUser();
  const remove = (who: string) => server.procedure(who, 'remove', { id: body.id }, 'mutation');
  expect(await remove(viewer)).toBe('ERR_FORBIDDEN');
  expect(await remove(stranger)).toBe('ERR_FILE_NOT_FOUND');
  expect(await remove(editor)).toBeNull();
  expect(await remove(editor)).toBe('ERR_FILE_NOT_FOUND');
  expect(await server.stored()).toEqual(before);
  expect(await server.db('identity.removed_files')).toEqual([]);
  const [entry] = await server
    .db('identity.audit_log')
    .where({ action: 'detach', entityId: body.entityId });
  expect(entry.beforeJson).toMatchObject({ file: body.id, name: 'a.pdf' });
});

test('a thing that goes takes its files with it, whatever they are for', async () => {
  const before = await server.stored();
  const { body } = await server.upload(editor, result, await png());
  const other = await server.upload(editor, `${result}-other`, pdf);
  const gone = await deleteFilesOf(server.db, { entityType: 'result', entityId: body.entityId });
  expect(gone.map(({ id }) => id)).toEqual([body.id]);
  expect(await server.db('identity.removedFiles')).toHaveLength(2);
  await server.procedure(editor, 'remove', { id: other.body.id }, 'mutation');
  expect(await server.stored()).toEqual(before);
});

test('one key attaches once, whichever limit the first has filled since', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const before = (await server.stored()).length;
  const first = await server.upload(editor, result, pdf, { name: 'a.pdf', headers });
  for (const name of ['b.pdf', 'c.pdf']) await server.upload(editor, result, pdf, { name });
  const again = await server.upload(editor, result, pdf, { name: 'a.pdf', headers });
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect((await server.stored()).length).toBe(before + 3);
  const other = await server.upload(editor, result, video(100), { name: 'a.pdf', headers });
  expect(other.body.code).toBe('ERR_IDEMPOTENCY_KEY_REUSED');
  expect((await server.stored()).length).toBe(before + 3);
});

test('whoever may not see a project sees none of its files, and cannot tell them from missing ones', async () => {
  const { body } = await server.upload(editor, result, await png(), { name: 'a.png' });
  const viewer = await server.addMember('viewer', 'one');
  const stranger = await server.addMember('editor', 'two');
  for (const path of [`/api/files/${body.id}`, `/api/files/${body.id}/thumbnail`]) {
    expect((await server.call(viewer, path)).status).toBe(200);
    expect((await server.call(null, path)).status).toBe(401);
    const hidden = await server.call(stranger, path);
    const missing = await server.call(stranger, path.replace(body.id, randomUUID()));
    expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
    expect(hidden.status).toBe(404);
  }
});

test.each([
  ['a stranger', 'profile-picture/other', 404, 'ERR_FILE_THING_UNKNOWN'],
  ['a use that is none', 'anything/other', 404, 'ERR_FILE_USE_UNKNOWN'],
  ['a path for a use', '..%2f..%2fetc/other', 400, 'ERR_VALIDATION'],
])('an upload to %s is refused before it is read', async (_what, to, status, code) => {
  const answer = await server.upload(editor, to, pdf);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('nobody changes the picture of somebody else, save administrators', async () => {
  const user = await server.addUser();
  const picture = await png();
  const refused = await server.upload(editor, `profile-picture/${user}`, picture);
  expect(refused.body.code).toBe('ERR_FORBIDDEN');
  expect((await server.upload(null, `profile-picture/${user}`, picture)).status).toBe(401);
  const admin = await server.addAdmin();
  expect((await server.upload(admin, `profile-picture/${user}`, picture)).status).toBe(201);
});
