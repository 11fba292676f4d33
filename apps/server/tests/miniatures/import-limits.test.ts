import { gzipSync } from 'node:zlib';
import { proof } from '@atelier/testkit/proof.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, refusal, startRestServer } from '../kernel/rest-server.ts';
import { type ImportFile, importedEvent, importedType } from './import-file.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const importFile = (file: ImportFile | string, query = '') =>
  server.post(`/api/v1/import${query}`, file);
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

test.each(['?large=false', '?dry_run=true'])('so they are with %s', async (query) => {
  const answer = await importFile({ types: manyTypes(1001) }, query);
  expect(refusal(answer)).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
  expect(await exported()).toEqual({ types: [] });
});

test('an export of more than 1,000 types is imported where it is said to be large', async () => {
  const from = await startRestServer();
  const to = await startRestServer();
  try {
    const types = manyTypes(1003).map((type) => ({ ...type, history: [importedEvent()] }));
    expect((await from.post('/api/v1/import?large=true', { types })).body).toEqual({
      status: 'ok',
    });
    const { text } = await from.get('/api/v1/export');
    expect(refusal(await to.post('/api/v1/import', text))[0]).toBe(413);
    const preview = await to.post('/api/v1/import?large=true&dry_run=true', text);
    expect(preview.body).toMatchObject({ created: 1003, merged: 0, events: 1003 });
    expect((await to.post('/api/v1/import?large=true', text)).status).toBe(200);
    expect((await to.get('/api/v1/export')).text).toBe(text);
  } finally {
    await from.close();
    await to.close();
  }
});

test('1,000 types are taken', async () => {
  expect((await importFile({ types: manyTypes(1000) })).body).toEqual({ status: 'ok' });
  expect((await exported()).types).toHaveLength(1000);
});

const manyEventsOfAType = [
  {
    what: 'more than 100,000 are refused, and none of them is there',
    async run() {
      const types = [importedType('Before', [1]), manyEvents(100_001)];
      expect(refusal(await importFile({ types }))).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
      const names = (await exported()).types.map(({ name }) => name);
      expect(names).not.toContain('Before');
      expect(names).not.toContain('Busy');
    },
  },
  {
    what: '100,000 are taken, in a file far beyond the limit of other bodies',
    async run() {
      const file = JSON.stringify({ types: [manyEvents(100_000)] });
      expect(file.length).toBeGreaterThan(5_000_000);
      expect((await importFile(file)).body).toEqual({ status: 'ok' });
      const busy = (await exported()).types.find(({ name }) => name === 'Busy');
      expect(busy?.history).toHaveLength(100_000);
    },
  },
  {
    what: 'more are taken where the file is said to be large',
    async run() {
      const { name, ...rest } = manyEvents(100_001);
      const file = JSON.stringify({ types: [{ name: 'Very busy', ...rest }] });
      expect((await importFile(file, '?large=true')).body).toEqual({ status: 'ok' });
      const busy = (await exported()).types.find((type) => type.name === 'Very busy');
      expect(busy?.history).toHaveLength(100_001);
    },
  },
];

proof('events-of-one-type', { short: 1, long: 3 }, ({ some, passed }) => {
  test.each(some(manyEventsOfAType))('$what', async ({ run }) => {
    await run();
    passed();
  });
});

test('a bomb of events is refused wherever it goes off, and nothing of it stays', async () => {
  const before = (await server.get('/api/v1/export')).text;
  const file = JSON.stringify({ types: [importedType('Bomb', [1], [importedEvent()])] });
  const event = JSON.stringify(importedEvent());
  // The blanks spare the test most of the events, which take their time.
  const bomb = gzipSync(file.replace(event, `${event},${' '.repeat(2000)}`.repeat(10_000) + event));
  expect(bomb.length).toBeLessThan(500_000);
  for (const query of ['?large=true', '?large=true&dry_run=true&lenient=true']) {
    const answer = await server.post(`/api/v1/import${query}`, bomb, {
      'content-encoding': 'gzip',
    });
    expect(refusal(answer)).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
  }
  expect((await server.get('/api/v1/export')).text).toBe(before);
  await expect
    .poll(() => server.db('pg_class').whereLike('relname', 'staged_%').pluck('relname'))
    .toEqual([]);
  expect((await importFile({ types: [importedType('After the bomb', [1])] })).status).toBe(200);
});
