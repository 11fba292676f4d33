import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportFile, importedEvent, importedType } from './import-file.ts';
import { type RestServer, refusal, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const importFile = (file: ImportFile | string) => server.post('/api/v1/import', file);
const exported = async () => (await server.get<ImportFile>('/api/v1/export')).body;
const manyTypes = (number: number) =>
  Array.from({ length: number }, (_, place) => importedType(`Type ${place}`, [1]));
const manyEvents = (number: number) =>
  importedType('Busy', [], Array<ReturnType<typeof importedEvent>>(number).fill(importedEvent()));

test('more than 1,000 types are refused, and none of them is there', async () => {
  expect(refusal(await importFile({ types: manyTypes(1001) }))).toEqual([
    413,
    'ERR_PAYLOAD_TOO_LARGE',
  ]);
  expect(await exported()).toEqual({ types: [] });
});

test('1,000 types are taken', async () => {
  expect((await importFile({ types: manyTypes(1000) })).body).toEqual({ status: 'ok' });
  expect((await exported()).types).toHaveLength(1000);
});

test('more than 100,000 events of a type are refused, and none of them is there', async () => {
  const types = [importedType('Before', [1]), manyEvents(100_001)];
  expect(refusal(await importFile({ types }))).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
  const names = (await exported()).types.map(({ name }) => name);
  expect(names).not.toContain('Before');
  expect(names).not.toContain('Busy');
});

test('100,000 events of a type are taken, in a file far beyond the limit of other bodies', async () => {
  const file = JSON.stringify({ types: [manyEvents(100_000)] });
  expect(file.length).toBeGreaterThan(5_000_000);
  expect((await importFile(file)).body).toEqual({ status: 'ok' });
  const busy = (await exported()).types.find(({ name }) => name === 'Busy');
  expect(busy?.history).toHaveLength(100_000);
});
