import { newId } from '@atelier/db/kernel/new-id.ts';
import { statementsOn } from '@atelier/db/kernel/prepared-query.ts';
import { allTypes, listTypes, typesById } from '@atelier/db/miniatures/reads.ts';
import { recordEntry } from '@atelier/db/miniatures/record-entry.ts';
import { insertType, setArchived } from '@atelier/db/miniatures/writes.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await database.db.transaction(async (trx) => {
    await trx.raw("SET LOCAL session_replication_role = 'replica'");
    await trx.raw(
      'TRUNCATE miniatures.history_logs, miniatures.stage_counts, miniatures.miniature_types',
    );
  });
});

afterAll(async () => {
  await database.drop();
});

async function add(...names: readonly string[]): Promise<string[]> {
  const types = names.map((name) => ({ id: newId(), name }));
  await database.db.transaction(async (trx) => {
    for (const type of types) await insertType(trx, type);
  });
  return types.map(({ id }) => id);
}

async function names(query: Partial<Parameters<typeof listTypes>[1]> = {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listTypes>> = await listTypes(database.db, {
      archived: false,
      locale: 'en',
      limit: 200,
      ...query,
      cursor,
    });
    found.push(...page.items.map((type) => type.name));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

test('names are in the order of the language, their numbers in the order of numbers', async () => {
  await add('Squad 10', 'squad 9', 'Élan', 'Eagle', 'Zebra', 'Орк 2', 'Орк 10', 'ёж', 'Ель', 'Яга');
  const english = await names();
  expect(english).toEqual([...english].sort(new Intl.Collator('en', { numeric: true }).compare));
  expect(english.indexOf('squad 9')).toBeLessThan(english.indexOf('Squad 10'));
  const russian = await names({ locale: 'ru' });
  expect(russian.slice(0, 5)).toEqual(
    ['ёж', 'Ель', 'Орк 2', 'Орк 10', 'Яга'].toSorted(
      new Intl.Collator('ru', { numeric: true }).compare,
    ),
  );
});

test('pages together are the whole list, whatever their size', async () => {
  await add(
    ...Array.from({ length: 60 }, (_, place) => `Type ${(place * 37) % 60}`),
    'type 7 ',
    'ТИП 7',
  );
  const whole = await names();
  expect(whole).toHaveLength(62);
  for (const limit of [1, 7, 61, 62, 63]) {
    expect(await names({ limit })).toEqual(whole);
    expect(await names({ limit, locale: 'ru' })).toEqual(await names({ locale: 'ru' }));
  }
});

test('search finds a part of a name, whatever its case, and takes every character for itself', async () => {
  await add('100% Orc', '100 Orcs', 'a_b', 'aXb', 'back\\slash', 'Ёлка', "quote'", '[x]', 'ORCHID');
  expect(await names({ search: 'orc' })).toEqual(['100 Orcs', '100% Orc', 'ORCHID']);
  expect(await names({ search: '100%' })).toEqual(['100% Orc']);
  expect(await names({ search: '_' })).toEqual(['a_b']);
  expect(await names({ search: '\\' })).toEqual(['back\\slash']);
  expect(await names({ search: 'ёЛК' })).toEqual(['Ёлка']);
  expect(await names({ search: "'" })).toEqual(["quote'"]);
  expect(await names({ search: '%' })).toEqual(['100% Orc']);
  expect(await names({ search: 'nothing' })).toEqual([]);
});

test('any search at all finds exactly the names that contain it', async () => {
  const all = ['Orc 1', 'orc_2', 'ORC%3', 'back\\orc', 'Elf'];
  await add(...all);
  const part = fc.constantFrom('orc', 'O', '%', '_', '\\', ' ', '1', 'x');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), async (parts) => {
      const search = parts.join('');
      const expected = all.filter((name) => name.toLowerCase().includes(search.toLowerCase()));
      expect((await names({ search })).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 60 },
  );
});

test('archived types are in a list of their own', async () => {
  const [first = ''] = await add('Old', 'New');
  await setArchived(database.db, [first], true);
  expect(await names()).toEqual(['New']);
  expect(await names({ archived: true })).toEqual(['Old']);
  expect((await allTypes(database.db)).map((type) => type.name)).toEqual(['New']);
});

test('every type comes with its own counts, and a page with the number of all', async () => {
  const ids = await add('A', 'B', 'C');
  for (const [place, typeId] of ids.entries()) {
    const entry = { id: newId(), typeId, from: null, quantity: place + 1, undoesId: null };
    await recordEntry(statementsOn(database.db), { ...entry, kind: 'add', to: 'IN_BOX' });
  }
  const page = await listTypes(database.db, { archived: false, locale: 'en', limit: 2 });
  expect(page.total).toBe(3);
  expect(page.items.map((type) => type.counts.IN_BOX)).toEqual([1, 2]);
  const [last] = await typesById(database.db, [ids[2] ?? '']);
  expect(last?.counts).toEqual({ IN_BOX: 3, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: 0 });
});

test('a cursor that we never gave out is refused', async () => {
  const query = { archived: false, locale: 'en', limit: 1 } as const;
  for (const cursor of ['x', 'W10', Buffer.from('[1,2,3]').toString('base64url')]) {
    await expect(listTypes(database.db, { ...query, cursor })).rejects.toMatchObject({
      code: 'ERR_VALIDATION',
    });
  }
});
