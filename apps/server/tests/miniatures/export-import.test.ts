import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RestServer, type RestType, startRestServer } from '../kernel/rest-server.ts';
import { type ImportFile, importedEvent, importedType } from './import-file.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());
beforeEach(() => emptyCollection(server));

async function emptyCollection({ db }: RestServer): Promise<void> {
  await db.raw('ALTER TABLE miniatures.history_logs DISABLE TRIGGER USER');
  await db.raw('TRUNCATE miniatures.miniature_types CASCADE');
  await db.raw('ALTER TABLE miniatures.history_logs ENABLE TRIGGER USER');
}

const importFile = async (file: ImportFile | string) => {
  const { status, body } = await server.post('/api/v1/import', file);
  expect([status, body]).toEqual([200, { status: 'ok' }]);
};
const exported = async () => (await server.get<ImportFile>('/api/v1/export')).body;

test('an empty collection is an empty list of types', async () => {
  const { status, headers, body } = await server.get('/api/v1/export');
  expect([status, body]).toEqual([200, { types: [] }]);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test('an export holds types by name, every stage, and moves oldest first', async () => {
  const orks = await server.addType('Orks', 10);
  await server.addType('Elves');
  const move = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 4 };
  await server.post(`/api/v1/types/${orks.id}/move`, move);
  await server.post(`/api/v1/types/${orks.id}/move`, { ...move, to_stage: 'DONE', qty: 1 });

  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(await exported()).toEqual({
    types: [
      importedType('Elves'),
      importedType(
        'Orks',
        [5, 4, 0, 0, 1],
        [
          { ...move, created_at: instant },
          { ...move, to_stage: 'DONE', qty: 1, created_at: instant },
        ],
      ),
    ],
  });
});

test('an import makes types as they stand in the file', async () => {
  const file = {
    types: [
      importedType('Orks', [1, 2, 3, 4, 5], [importedEvent({ qty: 14 })]),
      importedType('Elves', [1_000_000, 0, 0, 0, 0]),
    ],
  };
  await importFile(file);
  const { body } = await server.get<{ items: RestType[] }>('/api/v1/types');
  expect(body.items.map(({ name, counts }) => [name, Object.values(counts)])).toEqual([
    ['Elves', [1_000_000, 0, 0, 0, 0]],
    ['Orks', [1, 2, 3, 4, 5]],
  ]);
  const history = await server.get(`/api/v1/types/${body.items[1]?.id}/history`);
  expect(history.body).toEqual({
    items: [
      {
        from_stage: 'IN_BOX',
        to_stage: 'BUILDING',
        qty: 14,
        timestamp: '2026-01-31T08:00:00Z',
      },
    ],
  });
});

test('an export of an import of an export is the same bytes', async () => {
  const other = await startRestServer();
  try {
    const { id } = await server.addType('Orks "the\\green" 🎨\u2028', 10);
    await server.addType('Ælves', 3);
    await server.addType('a', 1);
    await server.addType('B', 1);
    const move = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 4 };
    await server.post(`/api/v1/types/${id}/move`, move);
    await server.post(`/api/v1/types/${id}/move`, { ...move, qty: 2 });
    await server.call('POST', `/api/v1/types/${id}/undo`);
    await server.db.raw(
      "UPDATE miniatures.miniature_types SET archived_at = now() WHERE name = 'a'",
    );
    const at = ['0001-01-01T00:00:00Z', '1969-12-31T23:59:59.999999Z', '9999-12-31T23:59:59Z'];
    const history = at.map((created_at) => importedEvent({ created_at }));
    await importFile({ types: [importedType('From of old', [0, 0, 0, 0, 7], history)] });

    const { text } = await server.get('/api/v1/export');
    expect((await server.get('/api/v1/export')).text).toBe(text);
    expect((await other.post('/api/v1/import', text)).status).toBe(200);
    expect((await other.get('/api/v1/export')).text).toBe(text);
  } finally {
    await other.close();
  }
});

test.each(['__proto__', 'constructor', 'types', 'history', ':'])(
  'a type may be called %s',
  async (name) => {
    const type = importedType(name, [1], []);
    await importFile({ types: [type] });
    expect(await exported()).toEqual({ types: [type] });
    expect(await dryRun({ types: [type] })).toMatchObject([{ name, repeated: true }]);
  },
);

test.each<[string, (text: string) => Buffer]>([
  ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 as Windows writes it', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 the other way round', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16 without a mark, the other way round', (text) => Buffer.from(text, 'utf16le').swap16()],
])('a file may be in %s', async (_encoding, encode) => {
  const type = importedType('Ёлки 🎄', [1], [importedEvent()]);
  const history = Array.from({ length: 2000 }, () => importedEvent());
  const file = { types: [type, importedType('Long', [2], history)] };
  const { status } = await server.post('/api/v1/import', encode(JSON.stringify(file)));
  expect(status).toBe(200);
  const { types } = await exported();
  expect(types.map(({ name, history: own }) => [name, own.length])).toEqual([
    ['Long', 2000],
    ['Ёлки 🎄', 1],
  ]);
});

test('types are merged by name: counts add up, history is appended without deduplication', async () => {
  const file = { types: [importedType('Orks', [1, 2, 0, 0, 0], [importedEvent({ qty: 2 })])] };
  await importFile(file);
  await importFile(file);
  await importFile({ types: [importedType('  Orks ', [1, 0, 0, 0, 9]), importedType('orks')] });
  expect(await exported()).toEqual({
    types: [
      importedType(
        'Orks',
        [3, 4, 0, 0, 9],
        [
          importedEvent({ qty: 2, created_at: '2026-01-31T08:00:00Z' }),
          importedEvent({ qty: 2, created_at: '2026-01-31T08:00:00Z' }),
        ],
      ),
      importedType('orks'),
    ],
  });
});

test('a name that stands in the file twice is one type', async () => {
  await importFile({
    types: [
      importedType('Orks', [1, 0, 0, 0, 0], [importedEvent({ qty: 1 })]),
      importedType('Elves', [5, 0, 0, 0, 0]),
      importedType('Orks', [2, 1, 0, 0, 0], [importedEvent({ qty: 2 })]),
    ],
  });
  const { types } = await exported();
  expect(types.map(({ name, history }) => [name, history.length])).toEqual([
    ['Elves', 0],
    ['Orks', 2],
  ]);
  expect(types[1]?.stage_counts).toEqual(importedType('', [3, 1, 0, 0, 0]).stage_counts);
});

test('an archived type comes back with the import that names it', async () => {
  const { id } = await server.addType('Shelved', 1);
  await server.db.raw('UPDATE miniatures.miniature_types SET archived_at = now()');
  await importFile({ types: [importedType('Shelved', [2])] });
  const { body } = await server.get<{ items: RestType[] }>('/api/v1/types');
  expect(body.items).toEqual([
    expect.objectContaining({ id, counts: expect.objectContaining({ in_box: 3 }) }),
  ]);
});

test.each([
  ['2026-01-31T08:00:00', '2026-01-31T08:00:00Z'],
  ['2026-01-31T08:00:00.5', '2026-01-31T08:00:00.500000Z'],
  ['2026-01-31T08:00:00.123456', '2026-01-31T08:00:00.123456Z'],
  ['2026-01-31T08:00:00.123456789Z', '2026-01-31T08:00:00.123456Z'],
  ['2026-01-31 08:00:00', '2026-01-31T08:00:00Z'],
  ['2026-01-31T08:00', '2026-01-31T08:00:00Z'],
  ['2026-01-31T08:00:00+03:00', '2026-01-31T05:00:00Z'],
  ['2026-01-31T00:30:00.000001-02:30', '2026-01-31T03:00:00.000001Z'],
  ['2024-02-29T23:59:59+0000', '2024-02-29T23:59:59Z'],
])('the instant %s is %s', async (created_at, expected) => {
  await importFile({ types: [importedType('Orks', [], [importedEvent({ created_at })])] });
  expect((await exported()).types[0]?.history).toEqual([importedEvent({ created_at: expected })]);
});

test('a zone-less instant is UTC whatever zone the database is in', async () => {
  const zoned = await startRestServer();
  try {
    const name = new URL(zoned.connectionString).pathname.slice(1);
    await zoned.db.raw(`ALTER DATABASE ?? SET timezone = 'Asia/Tokyo'`, [name]);
    const event = importedEvent({ created_at: '2026-01-31T08:00:00' });
    await zoned.post('/api/v1/import', { types: [importedType('Orks', [], [event])] });
    const { body } = await zoned.get<ImportFile>('/api/v1/export');
    expect(body.types[0]?.history[0]?.created_at).toBe('2026-01-31T08:00:00Z');
  } finally {
    await zoned.close();
  }
});

test('a dry run says what would change, and changes nothing', async () => {
  await server.addType('Orks', 2);
  const before = (await server.get('/api/v1/export')).text;
  const file = {
    types: [importedType('Orks', [1], [importedEvent()]), importedType('Elves', [0, 5])],
  };
  const counts = { IN_BOX: 0, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: 0 };
  const seen = { listed: 1, archived: false, similar: null, repeated: false };
  const answer = await server.post('/api/v1/import?dry_run=true', file);
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      types: [
        { ...seen, name: 'Elves', before: null, after: { ...counts, BUILDING: 5 }, events: 0 },
        {
          ...seen,
          name: 'Orks',
          before: { ...counts, IN_BOX: 2 },
          after: { ...counts, IN_BOX: 3 },
          events: 1,
        },
      ],
      created: 1,
      merged: 1,
      events: 1,
      mended: [],
    },
  ]);
  expect((await server.get('/api/v1/export')).text).toBe(before);
  expect((await server.post('/api/v1/import?dry_run=no', file)).body.code).toBe('ERR_VALIDATION');
  expect((await server.post('/api/v1/import?dry=true', file)).body.code).toBe('ERR_VALIDATION');
});

interface DryRun {
  types: { name: string; listed: number; similar: string | null; repeated: boolean }[];
}
const dryRun = async (file: object, locale = 'en') =>
  (await server.post<DryRun>(`/api/v1/import?dry_run=true&locale=${locale}`, file)).body.types;

test('a dry run is in the order of the list of types', async () => {
  const names = ['Zug', 'Type 10', 'Type 9', 'ёлки', 'жук', 'elf', 'Ætt', 'Elf', 'Ель'];
  const types = names.map((name) => importedType(name, [1]));
  for (const locale of ['en', 'ru']) {
    const inPreview = (await dryRun({ types }, locale)).map(({ name }) => name);
    await importFile({ types });
    const input = encodeURIComponent(JSON.stringify({ locale }));
    const list = await server.get<{ result: { data: { items: { name: string }[] } } }>(
      `/api/trpc/miniatures.list?input=${input}`,
    );
    expect(inPreview).toEqual(list.body.result.data.items.map(({ name }) => name));
    expect(inPreview.indexOf('Type 9')).toBeLessThan(inPreview.indexOf('Type 10'));
    await emptyCollection(server);
  }
});

test('a dry run tells what the file lists twice, and names that read like others', async () => {
  await server.addType('Orks', 1);
  await server.addType('Эльфы', 1);
  await server.addType('Café Crew', 1);
  const names = ['Orks', 'ORKS', 'эЛЬФЫ', 'Dwarfs', 'Dwarfs', 'Cafe\u0301  crew'];
  const types = await dryRun({ types: names.map((name) => importedType(name, [1])) });
  expect(types.map(({ name, listed, similar }) => [name, listed, similar])).toEqual([
    ['Cafe\u0301  crew', 1, 'Café Crew'],
    ['Dwarfs', 2, null],
    ['Orks', 1, null],
    ['ORKS', 1, 'Orks'],
    ['эЛЬФЫ', 1, 'Эльфы'],
  ]);
});

test('a dry run sees the same collection again, also when either has gone on since', async () => {
  const { id } = await server.addType('Moved', 10);
  await server.addType('Resting', 3);
  await server.addType('Empty');
  const move = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
  await server.post(`/api/v1/types/${id}/move`, move);
  const before = await exported();
  await server.post(`/api/v1/types/${id}/move`, move);
  const repeated = async (file: object) =>
    (await dryRun(file)).filter((type) => type.repeated).map(({ name }) => name);
  expect(await repeated(before)).toEqual(['Moved', 'Resting']);
  expect(await repeated(await exported())).toEqual(['Moved', 'Resting']);
  const event = importedEvent();
  expect(await repeated({ types: [importedType('Moved', [10], [event])] })).toEqual([]);
  expect(await repeated({ types: [importedType('Resting', [2])] })).toEqual([]);
  expect(await repeated({ types: [importedType('Moved', [8, 2])] })).toEqual([]);
});

test('a dry run tells what would come back from the archive', async () => {
  await server.addType('Shelved', 1);
  await server.db.raw('UPDATE miniatures.miniature_types SET archived_at = now()');
  expect(await dryRun({ types: [importedType('Shelved', [2])] })).toMatchObject([
    { name: 'Shelved', archived: true },
  ]);
});

test('an import with a key is done once', async () => {
  const key = { 'idempotency-key': 'import' };
  const file = { types: [importedType('Orks', [1], [importedEvent()])] };
  await server.post('/api/v1/import?dry_run=true', file, key);
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => server.post('/api/v1/import', file, key)),
  );
  expect(answers.map(({ status, text }) => [status, text])).toEqual(
    answers.map(() => [200, '{"status":"ok"}']),
  );
  expect((await exported()).types[0]).toMatchObject({
    history: [expect.anything()],
    stage_counts: importedType('', [1]).stage_counts,
  });
  const other = await server.post('/api/v1/import', { types: [] }, key);
  expect([other.status, other.body.code]).toEqual([400, 'ERR_IDEMPOTENCY_KEY_REUSED']);
});
