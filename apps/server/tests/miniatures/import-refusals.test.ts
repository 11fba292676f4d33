import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RestServer, refusal, startRestServer } from '../kernel/rest-server.ts';
import {
  type ImportedEvent,
  type ImportedType,
  type ImportFile,
  importedEvent,
  importedType,
} from './import-file.ts';

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
async function expectRefused(file: string | object, details?: object): Promise<void> {
  const before = await snapshot();
  for (const path of ['/api/v1/import', '/api/v1/import?dry_run=true']) {
    const answer = await server.post<{ code: string; details: object }>(path, file);
    expect([answer.status, answer.body.code]).toEqual([400, 'ERR_INVALID_IMPORT_FORMAT']);
    if (details !== undefined) expect(answer.body.details).toEqual(details);
  }
  expect(await snapshot()).toBe(before);
}

const good = importedType('Good', [1], [importedEvent()]);
const text = JSON.stringify({ types: [good] });
const utf16 = (content: string) => Buffer.from(content, 'utf16le');

describe('a file that is not one', () => {
  test.each([
    ['is empty', '', 'empty'],
    ['is blank', ' \n', 'empty'],
    ['is no JSON', 'types: []', 'not_json'],
    ['ends before its last bracket', text.slice(0, -1), 'ends_early'],
    ['goes on after its end', `${text}{}`, 'not_json'],
    ['holds another file', `${text}\n${text}`, 'not_json'],
    ['has a comma too many', text.replace(/\]\}$/, ',]}'), 'not_json'],
    ['is a list', `[${text}]`, 'not_export'],
    ['is null', 'null', 'not_export'],
    ['is a number', '17', 'not_export'],
    ['is a text', '"types"', 'not_export'],
    ['is an empty object', '{}', 'not_export'],
    ['is another program’s', '{"name":"npm","list":[[{}]]}', 'not_export'],
    ['has types that are no list', '{"types":{}}', 'not_export'],
    ['has no types but null', '{"types":null}', 'not_export'],
    ['nests lists deeply', '['.repeat(100_000), 'not_export'],
    ['nests objects deeply', '{"types":'.repeat(50_000), 'too_deep'],
    ['is CSV', 'name,stage\nOrks,IN_BOX\n', 'not_json'],
    ['is no text', '\u0000\u0001\uFFFD', 'not_json'],
  ])('that %s is refused, without a place', async (_what, file, reason) => {
    await expectRefused(file, { reason });
  });

  const place = { type: 1, name: 'Good' };
  test.each<[string, string, object]>([
    ['has a name in Latin-1', '{"types":[{"name":"\xc4rger im Lager"', { type: 1 }],
    ['has a field in Latin-1', '{"types":[{"gr\xf6\xdfe":1', { type: 1 }],
    ['begins a text in the middle of a character', '"\x80\0\0\0', {}],
    ['has bytes that no character has', '{"types":[{"name":"Good","\xff\xfe\xff\xff":', place],
  ])('that %s is refused as not UTF-8', async (_what, latin1, place) => {
    await expectRefused(Buffer.from(latin1, 'latin1'), { reason: 'not_utf8', ...place });
  });

  test.each<[string, Buffer, object]>([
    ['ends in half a character', utf16(text).subarray(0, -1), { reason: 'not_utf8' }],
    ['has half a pair', utf16('{"types":[{"name":"\ud800"'), { reason: 'not_utf8' }],
    ['is no JSON', utf16('\ufefftypes'), { reason: 'not_json' }],
    ['is empty', utf16('\ufeff'), { reason: 'empty' }],
  ])('in UTF-16 that %s is refused', async (_what, file, details) => {
    await expectRefused(file, details);
  });

  test.each<[string, string, object]>([
    ['has an unknown field', `{"version":1,${text.slice(1)}`, { field: 'version' }],
    ['has a prototype', `{"__proto__":{},${text.slice(1)}`, { field: '__proto__' }],
    [
      'has a type with a prototype',
      text.replace('"name"', '"__proto__":{},"name"'),
      { type: 1, field: '__proto__' },
    ],
  ])('that %s is refused, with its name', async (_what, file, place) => {
    await expectRefused(file, { reason: 'unknown_field', ...place });
  });

  test.each<[string, string, object]>([
    [
      'has types twice',
      `${text.slice(0, -1)},"types":[]}`,
      { reason: 'repeated_field', field: 'types' },
    ],
    ['ends in a name', '{"types":[{"name":"Go', { reason: 'ends_early', type: 1 }],
    ['ends in a number', text.slice(0, text.indexOf('1') + 1), { reason: 'ends_early', ...place }],
    [
      'ends in an event',
      text.slice(0, text.indexOf('qty')),
      { reason: 'ends_early', ...place, event: 1 },
    ],
    ['breaks in a type', text.replace('"stage_counts":', 'x'), { reason: 'not_json', ...place }],
    [
      'has a name without an end',
      `{"types":[{"name":"${'x'.repeat(200_000)}`,
      { reason: 'too_long', type: 1 },
    ],
    [
      'has a list of counts without an end',
      `{"types":[{"name":"Good","stage_counts":[${'{"stage":"DONE","count":1},'.repeat(8000)}`,
      { reason: 'too_long', ...place },
    ],
    ['goes on with nothing', `${text}${' '.repeat(300_000)}`, { reason: 'too_long' }],
    [
      'is another program’s, and long',
      `{"a":[${'1,'.repeat(200_000)}1]}`,
      { reason: 'not_export' },
    ],
    [
      'has an empty history, and then another',
      text.replace('"history"', '"history":[],"history"'),
      { reason: 'repeated_field', ...place, field: 'history' },
    ],
    [
      'names a type twice',
      text.replace('"stage_counts"', '"name":"Other","stage_counts"'),
      { reason: 'repeated_field', ...place, field: 'name' },
    ],
    [
      'has the counts of a type twice',
      text.replace('"history"', '"stage_counts":[],"history"'),
      { reason: 'repeated_field', ...place, field: 'stage_counts' },
    ],
    [
      'has two counts for a stage',
      text.replace('"count":1', '"count":1,"count":2'),
      { reason: 'repeated_field', ...place, field: 'count' },
    ],
    [
      'has two quantities in an event',
      text.replace('"qty":1', '"qty":1,"qty":2'),
      { reason: 'repeated_field', ...place, event: 1, field: 'qty' },
    ],
    [
      'has a field twice, written otherwise',
      text.replace('"qty":1', '"qty":1,"\\u0071ty":2'),
      { reason: 'repeated_field', ...place, event: 1, field: 'qty' },
    ],
    [
      'has an unknown field twice',
      `{"a":1,"a":2,${text.slice(1)}`,
      { reason: 'repeated_field', field: 'a' },
    ],
  ])('that %s is refused, with the place', async (_what, file, details) => {
    await expectRefused(file, details);
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
    ['with a name that cannot be seen', (type) => Object.assign(type, { name: '\u200b' })],
    ['with a control in its name', (type) => Object.assign(type, { name: 'Ork\tBoyz' })],
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

  test.each<[string, (type: ImportedType & Record<string, unknown>) => void, object]>([
    [
      'an unknown field',
      (type) => set(type, { id: '1' }),
      { reason: 'unknown_field', field: 'id' },
    ],
    [
      'a missing field',
      (type) => Reflect.deleteProperty(type, 'history'),
      { reason: 'missing_field', field: 'history' },
    ],
    [
      'a bad count',
      (type) => count(type, 3, { count: -1 }),
      { reason: 'out_of_range', stage: 'PAINTING', field: 'count' },
    ],
    [
      'an unknown field in a count',
      (type) => count(type, 3, { note: '' }),
      { reason: 'unknown_field', stage: 'PAINTING', field: 'note' },
    ],
    [
      'an unknown stage',
      (type) => count(type, 0, { stage: 'SHELF' }),
      { reason: 'unknown_stage', field: 'stage' },
    ],
    [
      'a missing stage',
      (type) => type.stage_counts.pop(),
      { reason: 'missing_stage', field: 'stage_counts' },
    ],
    [
      'a stage twice',
      (type) => type.stage_counts.push({ stage: 'DONE', count: 0 }),
      { reason: 'repeated_stage', field: 'stage_counts' },
    ],
    [
      'too many in a stage',
      (type) => count(type, 3, { count: 1_000_001 }),
      { reason: 'over_limit', stage: 'PAINTING', field: 'count' },
    ],
    [
      'an empty name',
      (type) => set(type, { name: ' ' }),
      { name: '', reason: 'bad_text', field: 'name' },
    ],
    [
      'a bad event',
      (type) => type.history.push(importedEvent({ qty: 0 })),
      { reason: 'out_of_range', event: 2, field: 'qty' },
    ],
    [
      'an unknown field in an event',
      (type) => set(type.history[0], { ['x'.repeat(150)]: 1 }),
      { reason: 'unknown_field', event: 1, field: 'x'.repeat(100) },
    ],
    [
      'an event that goes back',
      (type) => type.history.push(importedEvent({ from_stage: 'DONE' })),
      { reason: 'backward', event: 2 },
    ],
  ])('with %s is named, and its place told as a person would', async (_what, change, details) => {
    await expectRefused(spoiled(change), { type: 2, name: 'Good', ...details });
  });

  test('without a name is told by its number', async () => {
    const file = spoiled((type) => Reflect.deleteProperty(type, 'name'));
    await expectRefused(file, { reason: 'missing_field', type: 2, field: 'name' });
  });

  test('with its history twice is refused', async () => {
    const history = `"history":${JSON.stringify(good.history)}`;
    const twice = JSON.stringify(good).replace(history, `${history},${history}`);
    const place = { type: 1, name: 'Good', field: 'history' };
    await expectRefused(`{"types":[${twice}]}`, { reason: 'repeated_field', ...place });
  });

  test('that would make a stage hold more than a million is refused', async () => {
    await expectRefused(
      { types: [good, importedType('Present', [11])] },
      { reason: 'over_limit', name: 'Present', stage: 'IN_BOX', field: 'count' },
    );
    const half = importedType('Halves', [0, 0, 0, 0, 500_001]);
    await expectRefused({ types: [half, half] });
  });

  test('that would hold more than a number can, all its places together, is refused', async () => {
    const full = importedType('Full', [1_000_000]);
    const file = { types: Array.from({ length: 2200 }, () => full) };
    const over = { reason: 'over_limit', name: 'Full', stage: 'IN_BOX', field: 'count' };
    for (const query of ['large=true', 'large=true&dry_run=true']) {
      const answer = await server.post(`/api/v1/import?${query}`, file);
      expect([answer.status, answer.body.details]).toEqual([400, over]);
    }
  });
});

function set(thing: object | undefined, fields: object): void {
  Object.assign(thing ?? {}, fields);
}

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
});

test('a wrong last line of a long file leaves nothing behind', async () => {
  const history = Array.from({ length: 3_000 }, () => importedEvent());
  const types = Array.from({ length: 5 }, (_, i) => importedType(`Long ${i}`, [1], history));
  const file = JSON.stringify({ types });
  await expectRefused(`${file.slice(0, -1)},"more":true}`);
  await expectRefused(file.slice(0, -1));
});

test('other endpoints go on as before', async () => {
  expect(refusal(await server.post('/api/v1/import', 'x'))[0]).toBe(400);
  expect((await server.post('/api/v1/import', { types: [] })).body).toEqual({ status: 'ok' });
});
