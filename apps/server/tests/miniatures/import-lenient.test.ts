import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from '../kernel/rest-server.ts';
import { type ImportFile, importedEvent, importedType } from './import-file.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

interface DryRun {
  events: number;
  mended: { note: string; count: number; first: object }[];
}

/** Sends a file that the contract refuses: strictly, as a dry run, and for good. */
async function takeIn(file: object): Promise<DryRun> {
  const strict = await server.post('/api/v1/import', file);
  expect([strict.status, strict.body.code]).toEqual([400, 'ERR_INVALID_IMPORT_FORMAT']);
  const { status, body } = await server.post<DryRun>(
    '/api/v1/import?lenient=true&dry_run=true',
    file,
  );
  expect([status, body]).toEqual([200, expect.anything()]);
  const done = await server.post('/api/v1/import?lenient=true', file);
  expect([done.status, done.body]).toEqual([200, { status: 'ok' }]);
  return body;
}
const exported = async (name: string) =>
  (await server.get<ImportFile>('/api/v1/export')).body.types.find((type) => type.name === name);

test('what an older program could export is taken in, and told with its place', async () => {
  const history = [
    importedEvent(),
    importedEvent({ from_stage: 'DONE', to_stage: 'IN_BOX' }),
    importedEvent({ from_stage: 'DONE', to_stage: 'DONE' }),
    importedEvent({ created_at: '2026-02-01' }),
    { ...importedEvent(), created_at: 1_769_846_400 },
  ];
  const { events, mended } = await takeIn({
    types: [importedType('Fine', [1]), { ...importedType('Old', [1, 2, 3, 4, 5]), history }],
  });
  expect(events).toBe(3);
  expect(mended).toEqual([
    { note: 'backward', count: 2, first: { type: 2, name: 'Old', event: 2 } },
    { note: 'instant', count: 2, first: { type: 2, name: 'Old', event: 4 } },
  ]);
  expect(await exported('Old')).toEqual(
    importedType(
      'Old',
      [1, 2, 3, 4, 5],
      [
        '2026-01-31T08:00:00Z',
        '2026-01-31T08:00:00Z',
        '2026-02-01T00:00:00Z',
      ].map((created_at) => importedEvent({ created_at })),
    ),
  );
});

test('a short file is taken in: without history, with the stages that it names', async () => {
  const { mended } = await takeIn({
    types: [{ name: 'Short', stage_counts: [{ stage: 'DONE', count: 5 }] }, { name: 'Shortest' }],
  });
  expect(mended).toEqual([
    { note: 'no_history', count: 2, first: { type: 1, name: 'Short' } },
    { note: 'missing_stages', count: 2, first: { type: 1, name: 'Short' } },
  ]);
  expect(await exported('Short')).toEqual(importedType('Short', [0, 0, 0, 0, 5]));
  expect(await exported('Shortest')).toEqual(importedType('Shortest'));
});

test('names with control characters, or with nothing to see, are made readable', async () => {
  const { mended } = await takeIn({
    types: [importedType('Tab\there', [1]), importedType('\u200b', [2])],
  });
  expect(mended).toMatchObject([{ note: 'name', count: 2, first: { type: 1 } }]);
  expect(await exported('Tab here')).toEqual(importedType('Tab here', [1]));
  expect(await exported('U+200B')).toEqual(importedType('U+200B', [2]));
});

test.each<[string, object, object]>([
  ['a field that nothing is known of', { note: '' }, { reason: 'unknown_field', field: 'note' }],
  [
    'a stage over the limit',
    { stage_counts: [{ stage: 'DONE', count: 1_000_001 }] },
    { reason: 'over_limit', stage: 'DONE', field: 'count' },
  ],
  [
    'a stage twice',
    {
      stage_counts: [
        { stage: 'DONE', count: 1 },
        { stage: 'DONE', count: 2 },
      ],
    },
    { reason: 'repeated_stage', field: 'stage_counts' },
  ],
  [
    'an event that is wrong otherwise',
    { history: [importedEvent({ from_stage: 'DONE', qty: 0 })] },
    { reason: 'out_of_range', event: 1, field: 'qty' },
  ],
  ['a history that is no list', { history: null }, { reason: 'wrong_type', field: 'history' }],
])('%s is refused all the same', async (_what, change, details) => {
  const file = { types: [{ ...importedType('Wrong'), ...change }] };
  const answer = await server.post('/api/v1/import?lenient=true', file);
  expect([answer.status, answer.body]).toEqual([
    400,
    expect.objectContaining({
      code: 'ERR_INVALID_IMPORT_FORMAT',
      details: { type: 1, name: 'Wrong', ...details },
    }),
  ]);
});

test('a key that was used for a file is not free for the same file read otherwise', async () => {
  const key = { 'idempotency-key': 'twice' };
  const file = { types: [importedType('Keyed', [1])] };
  expect((await server.post('/api/v1/import', file, key)).status).toBe(200);
  const { body } = await server.post('/api/v1/import?lenient=true', file, key);
  expect(body.code).toBe('ERR_IDEMPOTENCY_KEY_REUSED');
});
