import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { nodeTools } from '@atelier/api/runs/proof/node-tools.ts';
import { openArchive } from '@atelier/api/runs/proof/open-archive.ts';
import { writeArchive } from '@atelier/api/runs/proof/write-archive.ts';
import { checkSeal, type SealReport } from '@atelier/domain/runs/seal/check-seal.ts';
import { sealFiles } from '@atelier/domain/runs/seal/seal-format.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archivePath, leadWithFiles, lockedRun } from './locked-run.ts';
import { openRuns } from './runs-caller.ts';

const { database, db } = await openRuns();
const folder = await testFolder('seal-faults');
afterAll(() => rm(folder, { recursive: true, force: true }));

let archive: Buffer;
let publicKey: string;
let files: readonly Packed[];

const lead = await leadWithFiles(database, folder);

beforeAll(async () => {
  // Rows of another run stand between those of this one.
  const run = await lockedRun(db, lead);
  await lockedRun(db, lead);
  const seal = await lead.runs.proof.seal({ runId: run.runId, language: 'en' });
  ({ publicKey } = seal);
  archive = await readFile(await archivePath(db, folder, run.runId));
  files = await unpack(archive);
});

interface Packed {
  readonly name: string;
  readonly content: Buffer;
}

async function unpack(bytes: Buffer): Promise<readonly Packed[]> {
  const reader = new ZipReader(new Uint8ArrayReader(new Uint8Array(bytes)));
  const entries = await reader.getEntries();
  return Promise.all(
    entries.map(async (entry) => {
      if (entry.directory) throw new Error('there are no folders');
      const content = Buffer.from(await entry.getData(new Uint8ArrayWriter()));
      return { name: entry.filename, content };
    }),
  );
}

/** As whoever wants to hide a change would pack it: in the order, and with the dates, of the house. */
async function pack(packed: readonly Packed[], lastModDate = new Date(1980, 0, 1)) {
  const options = { useWebWorkers: false, extendedTimestamp: false, lastModDate };
  const writer = new ZipWriter(new Uint8ArrayWriter(), options);
  for (const { name, content } of packed) {
    const level = name.startsWith('attachments/') ? 0 : 6;
    const stream = Readable.toWeb(Readable.from([content])) as ReadableStream<Uint8Array>;
    await writer.add(name, stream, { level });
  }
  return Buffer.from(await writer.close());
}

async function check(bytes: Buffer, key: string | undefined = publicKey): Promise<SealReport> {
  const opened = await openArchive({
    size: bytes.length,
    open: async ({ first, last }) => Readable.from([bytes.subarray(first, last + 1)]),
  });
  if ('fault' in opened) return { isValid: false, fault: opened.fault };
  return checkSeal(opened.files, nodeTools, key);
}

const changed = (name: string, change: (content: Buffer) => Buffer): readonly Packed[] =>
  files.map((file) => (file.name === name ? { name, content: change(file.content) } : file));

const edited = (name: string, from: string | RegExp, to: string) =>
  changed(name, (content) => {
    const text = content.toString();
    const after = text.replace(from, to);
    if (after === text) throw new Error(`${name} has no ${from}`);
    return Buffer.from(after);
  });

const lines = (change: (rows: string[]) => string[]) =>
  changed('audit.jsonl', (content) => {
    const rows = content.toString().trimEnd().split('\n');
    return Buffer.from(`${change(rows).join('\n')}\n`);
  });

const rowAt = (rows: readonly string[], row: number) =>
  rows.findIndex((line) => line.includes(`"row":${row},`));

test('as it was made, and in another ZIP with the same files', async () => {
  expect(await check(archive)).toMatchObject({ isValid: true, notes: [] });
  expect(await check(await pack(files))).toMatchObject({ isValid: true, notes: [] });
  for (const again of [await pack([...files].reverse()), await pack(files, new Date(2026, 1, 1))]) {
    expect(await check(again)).toMatchObject({ isValid: true, notes: ['packed_anew'] });
  }
});

const flipped = (content: Buffer, at = content.length >> 1) => {
  const copy = Buffer.from(content);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe('one byte of a file', () => {
  test.each([
    ['report.html', { kind: 'file_changed' }],
    ['run.json', { kind: 'file_changed' }],
    ['anchor.json', { kind: 'file_changed' }],
    ['attachments/0001-1.png', { kind: 'file_changed' }],
    ['attachments/0002-log.txt', { kind: 'file_changed' }],
    ['manifest.json', { kind: 'manifest_not_signed' }],
  ])('%s', async (name, fault) => {
    const named = fault.kind === 'file_changed' ? { ...fault, name } : fault;
    expect(await check(await pack(changed(name, (content) => flipped(content))))).toEqual({
      isValid: false,
      fault: named,
    });
  });

  test.each(Object.values(sealFiles))('%s with a space more', async (name) => {
    const more = changed(name, (content) => Buffer.concat([content, Buffer.from(' ')]));
    const report = await check(await pack(more));
    const kind = name === 'manifest.json' ? 'manifest_not_signed' : expect.any(String);
    expect(report).toMatchObject({ isValid: false, fault: { kind } });
  });

  test('a mark before the manifest', async () => {
    const marked = changed('manifest.json', (content) =>
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), content]),
    );
    expect(await check(await pack(marked))).toMatchObject({
      fault: { kind: 'manifest_not_signed' },
    });
  });
});

describe('the slice of the audit log', () => {
  test.each([
    [
      'a row edited',
      { kind: 'audit_row_changed', row: 2 },
      (rows: string[]) =>
        rows.with(
          rowAt(rows, 2),
          (rows[rowAt(rows, 2)] ?? '').replace('"door":"trpc"', '"door":"rest"'),
        ),
    ],
    [
      'a row missing',
      { kind: 'audit_row_missing', row: 2 },
      (rows: string[]) => rows.toSpliced(rowAt(rows, 2), 1),
    ],
    ['the last row missing', { kind: 'audit_row_missing' }, (rows: string[]) => rows.slice(0, -1)],
    [
      'two rows exchanged',
      { kind: 'audit_row_moved', row: 3 },
      (rows: string[]) => {
        const [two, three] = [rowAt(rows, 2), rowAt(rows, 3)];
        return rows.with(two, rows[three] ?? '').with(three, rows[two] ?? '');
      },
    ],
    [
      'a row twice',
      { kind: 'audit_row_added', row: 1 },
      (rows: string[]) => [...rows, rows[0] ?? ''],
    ],
    [
      'a seal edited',
      { kind: 'audit_broken' },
      (rows: string[]) =>
        rows.map((line) =>
          line.includes('"row":2,')
            ? line
                .replace(/"hash":"../, '"hash":"zz')
                .replace('zz', line.includes('"hash":"00') ? '11' : '00')
            : line,
        ),
    ],
    ['no row at all', { kind: 'audit_unreadable', line: 1 }, () => ['{}']],
  ] as const)('%s', async (_, fault, change) => {
    const report = await check(await pack(lines((rows) => change(rows))));
    expect(report).toMatchObject({ isValid: false, fault });
  });
});

test('a file more, a file less', async () => {
  const more = { name: 'attachments/0003-more.txt', content: Buffer.from('more') };
  expect(await check(await pack([...files, more]))).toMatchObject({
    fault: { kind: 'file_added', name: more.name },
  });
  for (const { name } of files) {
    const less = await pack(files.filter((file) => file.name !== name));
    expect(await check(less)).toEqual({
      isValid: false,
      fault: { kind: 'file_missing', name },
    });
  }
});

test('the signature of another key, and a signature that is none', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const forged = await signedAnew(files, privateKey);
  expect(await check(forged)).toMatchObject({ fault: { kind: 'other_key' } });
  // The archive’s own word is believed, but the anchor is still the house’s.
  expect(await check(forged, '')).toMatchObject({ fault: { kind: 'other_key' } });
  expect(await checkUnknown(forged)).toMatchObject({ fault: { kind: 'anchor_forged' } });
  const other = edited('signature.json', /"signature": "./, '"signature": "/');
  expect(await check(await pack(other))).toMatchObject({ fault: { kind: 'manifest_not_signed' } });
  const fingerprint = edited(
    'signature.json',
    /"fingerprint": "[0-9a-f]{8}/,
    '"fingerprint": "00000000',
  );
  expect(await check(await pack(fingerprint))).toMatchObject({
    fault: { kind: 'file_changed', name: 'signature.json' },
  });
});

async function checkUnknown(bytes: Buffer): Promise<SealReport> {
  const opened = await openArchive({
    size: bytes.length,
    open: async ({ first, last }) => Readable.from([bytes.subarray(first, last + 1)]),
  });
  if ('fault' in opened) return { isValid: false, fault: opened.fault };
  return checkSeal(opened.files, nodeTools);
}

test('a changed run that its house signs again is not what the signatures are under', async () => {
  const key = await houseKey();
  const better = edited('run.json', '"verdict":"passed"', '"verdict":"passed_with_remarks"');
  expect(await check(await signedAnew(better, key))).toMatchObject({
    fault: { kind: 'content_not_signed', meaning: 'lock' },
  });
  const without = lines((rows) => rows.toSpliced(rowAt(rows, 2), 1));
  expect(await check(await signedAnew(without, key))).toMatchObject({
    fault: { kind: 'audit_row_missing', row: 2 },
  });
});

async function houseKey(): Promise<KeyObject> {
  const { anchorKey } = await import('@atelier/db/identity/anchor-key.ts');
  return anchorKey(Buffer.alloc(32, 1));
}

/** As somebody would who has a key: another manifest, signed. */
async function signedAnew(packed: readonly Packed[], key: KeyObject): Promise<Buffer> {
  const path = `${folder}/${Math.random()}.zip`;
  const manifest = JSON.parse(
    files.find(({ name }) => name === 'manifest.json')?.content.toString() ?? '',
  );
  const { files: _, ...rest } = manifest;
  const inside = packed.filter(({ name }) => !/^(manifest|signature)\.json$/.test(name));
  const toPack = inside.map(({ name, content }) => ({ name, content: () => [content] }));
  await writeArchive(path, toPack, rest, key);
  return readFile(path);
}

describe('what is no archive of ours', () => {
  test('no ZIP, an empty file, one that is cut off', async () => {
    expect(await check(Buffer.from('hello'))).toMatchObject({ fault: { kind: 'not_a_zip' } });
    expect(await check(Buffer.alloc(0))).toMatchObject({ fault: { kind: 'not_a_zip' } });
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const cut = archive.subarray(0, Math.floor(archive.length * part));
      expect(await check(cut)).toMatchObject({ isValid: false, fault: { kind: 'cut_off' } });
    }
  });

  test('bytes before it and behind it', async () => {
    const more = Buffer.from('more');
    expect(await check(Buffer.concat([more, archive]))).toMatchObject({ isValid: false });
    expect(await check(Buffer.concat([archive, more]))).toMatchObject({ isValid: false });
  });

  test('a name twice, and a name that leads elsewhere', async () => {
    const twice = Buffer.from(
      await pack([...files, { name: 'runX.json', content: Buffer.from('{}') }]),
    );
    for (let at = twice.indexOf('runX.json'); at !== -1; at = twice.indexOf('runX.json', at)) {
      twice.write('run.json/', at);
    }
    expect(await check(twice)).toMatchObject({ isValid: false });
    const names = await pack([...files, { name: 'report.htmX', content: Buffer.from('other') }]);
    for (let at = names.indexOf('report.htmX'); at !== -1; at = names.indexOf('report.htmX', at)) {
      names.write('report.html', at);
    }
    expect(await check(names)).toMatchObject({ fault: { kind: 'ambiguous' } });
    const leads = await pack([...files, { name: 'aa/bb.txt', content: Buffer.from('x') }]);
    for (let at = leads.indexOf('aa/bb.txt'); at !== -1; at = leads.indexOf('aa/bb.txt', at)) {
      leads.write('../bb.txt', at);
    }
    expect(await check(leads)).toMatchObject({
      fault: { kind: 'unsafe_name', name: '../bb.txt' },
    });
  });

  test('a bomb is not unpacked', async () => {
    const bomb = changed('manifest.json', () => Buffer.alloc(64 * 1024 ** 2));
    expect(await check(await pack(bomb))).toMatchObject({
      fault: { kind: 'file_malformed', name: 'manifest.json' },
    });
    const large = changed('report.html', () => Buffer.alloc(64 * 1024 ** 2));
    expect(await check(await pack(large))).toMatchObject({
      fault: { kind: 'file_changed', name: 'report.html' },
    });
  });
});

test('a byte changed anywhere in the ZIP is found, unless it is one that says nothing of any file', async () => {
  for (let at = 0; at < archive.length; at += 61) {
    const bytes = flipped(archive, at);
    const report = await check(bytes);
    // Versions and attributes in the ZIP's own headers: whoever unpacks it has the same files.
    if (report.isValid) expect(await unpack(bytes), `byte ${at}`).toEqual(files);
  }
});
