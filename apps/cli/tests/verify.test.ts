import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anchorKey, makeAnchor, publicKeyOf } from '@atelier/db/identity/anchor-key.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { attached, sealedArchive } from './sealed-archive.ts';

const secret = Buffer.alloc(32, 1);
const publicKey = publicKeyOf(anchorKey(secret));
let folder: string;
let archive: string;
beforeAll(async () => {
  folder = await testFolder('verify');
  const database = await createTestDatabase();
  archive = await sealedArchive(database.db, folder, secret);
  // From here on there is no database, as on another machine.
  await database.drop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
const verify = (...words: string[]) => runCli(['verify', ...words], nowhere);

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('a good archive: who sealed it, when, and with which key', async () => {
  const key = await written('key.txt', `${publicKey}\n`);
  const { code, out, errors } = await verify(archive, '--key', key);
  expect(errors).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('VALID: nothing was changed since it was sealed.');
  expect(out).toContain('by Lea');
  expect(out).toContain(`${publicKey}, the one that was expected`);
  expect(out).not.toContain('Note:');
});

test('without a key it says that the key is the archive’s own word', async () => {
  const { code, out } = await verify(archive);
  expect(code).toBe(0);
  expect(out).toContain('Note: That the key is the house’s is the archive’s own word');
});

test('an anchor of the house says its key as well', async () => {
  const anchor = makeAnchor(anchorKey(secret), [], new Date());
  const key = await written('anchor.json', JSON.stringify(anchor));
  expect((await verify(archive, '--key', key)).code).toBe(0);
  const other = makeAnchor(anchorKey(Buffer.alloc(32, 2)), [], new Date());
  const wrong = await written('other.json', JSON.stringify(other));
  const { code, out } = await verify(archive, '--key', wrong, '--json');
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ isValid: false, fault: { kind: 'other_key' } });
});

test('what is wrong is named, and ends with 3', async () => {
  const bytes = await readFile(archive);
  // In the stored text that was attached.
  bytes.write('all went ill!', bytes.indexOf(attached));
  const { code, out } = await verify(await written('changed.zip', bytes));
  expect(code).toBe(3);
  expect(out).toBe(
    'NOT VALID: attachments/0001-log.txt cannot be unpacked, or is longer than it says.\n',
  );
  const cut = await verify(await written('cut.zip', bytes.subarray(0, 2_000)));
  expect(cut).toMatchObject({ code: 3, out: 'NOT VALID: The ZIP file is cut off or damaged.\n' });
});

test('what cannot be read ends with 1, a wrong command line with 2', async () => {
  expect((await verify(join(folder, 'none.zip'))).code).toBe(1);
  expect((await verify()).code).toBe(2);
  expect((await verify(archive, '--key', await written('empty.txt', ''))).code).toBe(2);
  const help = await verify('--help');
  expect(help.code).toBe(0);
  expect(help.out).toContain('atelier -- verify <run.zip> [--key <file>]');
});
