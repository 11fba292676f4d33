import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileReader } from '@atelier/api/runs/import/file-reader.ts';
import { ImportRefusal } from '@atelier/domain/runs/interchange/imported-case.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { expect, onTestFinished, test } from 'vitest';

async function fileOf(text: string): Promise<string> {
  const path = join(await testFolder('reader'), 'file');
  await writeFile(path, text);
  return path;
}

function readerOf(limits: { readonly memoryMib?: number; readonly readMs?: number }) {
  const reader = createFileReader({
    ...{ memoryMib: 512, readMs: 120_000, idleMs: 60_000 },
    ...limits,
  });
  onTestFinished(() => reader.end());
  return reader;
}

const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof ImportRefusal)) throw error ?? new Error('was not refused');
  return [error.fault, error.line, error.what];
};

const small = 'Key,Title\nA-1,Boots\n';
const rows = (count: number) =>
  ['Key,Title', ...Array.from({ length: count }, (_, place) => `K${place},Case ${place}`)].join(
    '\n',
  );

test('a file comes out of the thread whole and in its order, however many parts it takes', async () => {
  const reader = readerOf({});
  const path = await fileOf(rows(1201));
  const { cases, sha256 } = await reader.cases(path, 'csv', undefined);
  expect(cases.map(({ externalKey }) => externalKey)).toEqual(
    Array.from({ length: 1201 }, (_, place) => `table:K${place}`),
  );
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  // Two at once wait for each other.
  const both = await Promise.all([
    reader.cases(path, 'csv', undefined),
    reader.columns(await fileOf(small), 'csv'),
  ]);
  expect(both[0].cases).toHaveLength(1201);
  expect(both[1]).toMatchObject({ head: ['Key', 'Title'], rows: [['A-1', 'Boots']] });
});

test('a file that needs more memory than there is is refused, and the next one is read', async () => {
  const reader = readerOf({ memoryMib: 48 });
  const large = await fileOf(rows(600_000));
  expect(await refusalOf(reader.cases(large, 'csv', undefined))).toEqual([
    ...['too_large', null, 'memory'],
  ]);
  const { cases } = await reader.cases(await fileOf(small), 'csv', undefined);
  expect(cases).toHaveLength(1);
});

test('a file that takes longer than it may is refused as well', async () => {
  const reader = readerOf({ readMs: 1 });
  const path = await fileOf(rows(50_000));
  expect(await refusalOf(reader.cases(path, 'csv', undefined))).toEqual([
    ...['too_large', null, 'time'],
  ]);
});
