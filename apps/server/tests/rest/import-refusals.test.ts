import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ImportedEvent,
  type ImportedType,
  type ImportFile,
  importedEvent,
  importedType,
} from './import-file.ts';
import { type RestServer, refusal, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
  const { id } = await server.addType('Present', 999_999);
  await server.post(`/api/v1/types/${id}/move`, {
    from_stage: 'IN_BOX',
    to_stage: 'DONE',
    qty: 9,
  });
});
afterAll(() => server.close());

/** Everything that an import could have changed. */
async function snapshot(): Promise<string> {
  const rows = await Promise.all(
    ['miniature_types', 'stage_counts', 'history_logs'].map((name) =>
      server.db.raw(`SELECT * FROM miniatures.${name} AS t ORDER BY t.*::text`),
    ),
  );
  return JSON.stringify(rows.map((result) => result.rows));
}

/** Sends a file, for good and as a dry run; both must be refused, and neither change anything. */
async function expectRefused(file: string | object, at?: string): Promise<void> {
  const before = await snapshot();
  for (const path of ['/api/v1/import', '/api/v1/import?dry_run=true']) {
    const answer = await server.post<{ code: string; details: object }>(path, file);
    expect([answer.status, answer.body.code]).toEqual([400, 'ERR_INVALID_IMPORT_FORMAT']);
    if (at !== undefined) expect(answer.body.details).toMatchObject({ at });
  }
  expect(await snapshot()).toBe(before);
}

const good = importedType('Good', [1], [importedEvent()]);
const text = JSON.stringify({ types: [good] });

describe('a file that is not one', () => {
  test.each([
    ['is empty', ''],
    ['is blank', ' \n'],
    ['is no JSON', 'types: []'],
    ['ends too early', text.slice(0, -1)],
    ['ends in a name', text.slice(0, 15)],
    ['goes on after its end', `${text}{}`],
    ['holds another file', `${text}\n${text}`],
    ['has a comma too many', text.replace(/\]\}$/, ',]}')],
    ['is a list', `[${text}]`],
    ['is null', 'null'],
    ['is a text', '"types"'],
    ['is an empty object', '{}'],
    ['has types that are no list', '{"types":{}}'],
    ['has no types but null', '{"types":null}'],
    ['has an unknown field', `{"version":1,${text.slice(1)}`],
    ['has types twice', `${text.slice(0, -1)},"types":[]}`],
    ['has a prototype', `{"__proto__":{},${text.slice(1)}`],
    ['nests deeply', '['.repeat(100_000)],
    ['nests objects deeply', '{"types":'.repeat(50_000)],
    ['has a name without an end', `{"types":[{"name":"${'x'.repeat(200_000)}`],
    ['is CSV', 'name,stage\nOrks,IN_BOX\n'],
    ['is no text', '\u0000\u0001\uFFFD'],
  ])('that %s is refused', async (_what, file) => {
    await expectRefused(file);
  });
});

/** Good files with one thing changed, beyond what their types allow. */
const spoiled = (change: (type: ImportedType & Record<string, unknown>) => void): ImportFile => {
  const file = { types: [structuredClone(good), structuredClone(good)] };
  change(file.types[1] as ImportedType & Record<string, unknown>);
  return file;
};

describe('a type', () => {
  test.each<[string, unknown]>([
    ['that is null', null],
    ['that is a text', 'Orks'],
    ['that is a list', []],
    ['with nothing in it', {}],
  ])('%s is refused', async (_what, type) => {
    await expectRefused({ types: [good, type] });
  });

  test.each<[string, (type: ImportedType & Record<string, unknown>) => void]>([
    ['with an unknown field', (type) => Object.assign(type, { id: '1' })],
    ['without a name', (type) => Reflect.deleteProperty(type, 'name')],
    ['with an empty name', (type) => Object.assign(type, { name: ' ' })],
    ['with a number as its name', (type) => Object.assign(type, { name: 5 })],
    ['with a name too long', (type) => Object.assign(type, { name: 'x'.repeat(256) })],
    ['with a name that cannot be stored', (type) => Object.assign(type, { name: 'a\u0000' })],
    ['without counts', (type) => Reflect.deleteProperty(type, 'stage_counts')],
    ['with counts as an object', (type) => Object.assign(type, { stage_counts: { IN_BOX: 1 } })],
    ['with four stages', (type) => type.stage_counts.pop()],
    ['with a stage twice', (type) => type.stage_counts.push({ stage: 'DONE', count: 0 })],
    ['with a stage twice and one missing', (type) => count(type, 0, { stage: 'DONE' })],
    ['with an unknown stage', (type) => count(type, 0, { stage: 'SHELF' })],
    ['with a negative count', (type) => count(type, 1, { count: -1 })],
    ['with a count too large', (type) => count(type, 1, { count: 1_000_001 })],
    ['with half a miniature', (type) => count(type, 1, { count: 0.5 })],
    ['with a text as a count', (type) => count(type, 1, { count: '1' })],
    ['with null as a count', (type) => count(type, 1, { count: null })],
    ['with an unknown field in a count', (type) => count(type, 1, { note: '' })],
    ['without history', (type) => Reflect.deleteProperty(type, 'history')],
    ['with null as its history', (type) => Object.assign(type, { history: null })],
    ['with an object as its history', (type) => Object.assign(type, { history: {} })],
  ])('%s is refused', async (_what, change) => {
    await expectRefused(spoiled(change));
  });

  test('with its history twice is refused', async () => {
    const history = `"history":${JSON.stringify(good.history)}`;
    const twice = JSON.stringify(good).replace(history, `${history},${history}`);
    await expectRefused(`{"types":[${twice}]}`);
  });

  test('that would make a stage hold more than a million is refused', async () => {
    await expectRefused({ types: [good, importedType('Present', [11])] });
    const half = importedType('Halves', [0, 0, 0, 0, 500_001]);
    await expectRefused({ types: [half, half] });
  });
});

function count(type: ImportedType, place: number, change: object): void {
  Object.assign(type.stage_counts[place] ?? {}, change);
}

describe('an event', () => {
  test.each<[string, unknown]>([
    ['that is null', null],
    ['that is a text', 'moved'],
    ['with nothing in it', {}],
    ['with an unknown field', { ...importedEvent(), id: 1 }],
    ['without an instant', { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1 }],
    ['from an unknown stage', importedEvent({ from_stage: 'SHELF' })],
    ['to an unknown stage', importedEvent({ to_stage: 'done' })],
    ['that goes backward', importedEvent({ from_stage: 'DONE', to_stage: 'IN_BOX' })],
    ['that stays', importedEvent({ from_stage: 'DONE', to_stage: 'DONE' })],
    ['of none', importedEvent({ qty: 0 })],
    ['of less than none', importedEvent({ qty: -1 })],
    ['of too many', importedEvent({ qty: 1_000_001 })],
    ['of a half', importedEvent({ qty: 0.5 })],
    ['with a text as its quantity', { ...importedEvent(), qty: '1' }],
    ['with a number as its instant', { ...importedEvent(), created_at: 1_769_846_400 }],
    ...[
      'yesterday',
      '2026-01-31',
      '2026-02-30T08:00:00Z',
      '2026-13-01T08:00:00Z',
      '2026-01-31T24:00:00Z',
      '2026-01-31T08:60:00Z',
      '2026-01-31T08:00:00+25:00',
      '2026-01-31T08:00:00 UTC',
      '0000-01-01T00:00:00Z',
      'infinity',
      '',
    ].map((created_at): [string, ImportedEvent] => [
      `at "${created_at}"`,
      importedEvent({ created_at }),
    ]),
  ])('%s is refused', async (_what, event) => {
    const last = { ...good, history: [importedEvent(), importedEvent(), event] };
    await expectRefused({ types: [good, last] });
  });

  test('that is wrong is named', async () => {
    const wrong = importedEvent({ qty: 0 });
    const file = { types: [good, { ...good, history: [importedEvent(), wrong] }] };
    await expectRefused(file, 'types.1.history.1.qty');
  });
});

test('a wrong last line of a long file leaves nothing behind', async () => {
  const history = Array.from({ length: 12_000 }, () => importedEvent());
  const types = Array.from({ length: 5 }, (_, i) => importedType(`Long ${i}`, [1], history));
  const file = JSON.stringify({ types });
  await expectRefused(`${file.slice(0, -1)},"more":true}`);
  await expectRefused(file.slice(0, -1));
});

test('other endpoints go on as before', async () => {
  expect(refusal(await server.post('/api/v1/import', 'x'))[0]).toBe(400);
  expect((await server.post('/api/v1/import', { types: [] })).body).toEqual({ status: 'ok' });
});
