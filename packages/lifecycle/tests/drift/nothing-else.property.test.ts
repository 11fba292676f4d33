import { randomBytes } from 'node:crypto';
import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';
import type { Difference } from '@atelier/lifecycle/catalog/rules/difference.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { endState } from '@atelier/lifecycle/drift/end-state.ts';
import { fixApart } from '@atelier/lifecycle/drift/fix-apart.ts';
import { carryOutFixes } from '@atelier/lifecycle/repair/fix-repairs.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plantedDrifts } from './planted-drifts.ts';
import { runPlain, shopRows, shopSchema } from './shop.ts';
import { columnValues, extrasFor, rightsAndComments } from './surroundings.ts';

// A fix does what it is for, and nothing else: random drifts are put right under random extras of
// others, and all that was not its aim is there afterwards, with its values, rights and comments.

const schemas = ['shop'];
const roles = ['reader', 'keeper'].map((name) => `shop_${name}_${randomBytes(3).toString('hex')}`);
const [reader = '', keeper = ''] = roles;
const extras = extrasFor(reader, keeper);
let database: TestDatabase;
let whole: Catalog;

const begin = async () => {
  database = await createTestDatabase({ empty: true });
  await database.db.raw(shopSchema);
  await database.db.raw(shopRows);
  await database.db.raw(`GRANT CREATE, USAGE ON SCHEMA shop TO ${keeper}`);
};

beforeAll(async () => {
  const { db, drop } = await createTestDatabase({ empty: true });
  for (const role of roles) await db.raw(`CREATE ROLE ${role}`);
  await drop();
  await begin();
  whole = await readCatalog(database.db);
});
afterAll(async () => {
  for (const role of roles) {
    await database.db.raw(`DROP OWNED BY ${role} CASCADE`);
    await database.db.raw(`DROP ROLE ${role}`);
  }
  await database.drop();
});

const compare = (expected: Catalog, actual: Catalog) =>
  compareCatalogs(expected, actual, { schemas });
const keyOf = ({ object, expected, actual }: Difference) =>
  JSON.stringify([object, expected, actual]);

/** Those whose statements still run after the ones before them. */
async function plant(all: readonly (readonly string[])[]): Promise<number> {
  let planted = 0;
  for (const statements of all) {
    try {
      await runPlain(database.connectionString, ['BEGIN', ...statements, 'COMMIT']);
      planted += 1;
    } catch {
      // Another one has taken away what this one needs.
    }
  }
  return planted;
}

proof('fixes-among-extras', { short: 6, long: 300 }, ({ rounds, seed, passed }) => {
  test('a fix carries along whatever stands on what it changes', async () => {
    const fixable = plantedDrifts.filter(({ failing }) => !failing);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...fixable), { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom(...extras), { minLength: 2, maxLength: 10 }),
        async (drifts, surroundings) => {
          passed();
          await database.drop();
          await begin();
          await plant(drifts.map(({ plant: statements }) => statements));
          const aims = new Set(compare(whole, await readCatalog(database.db)).map(keyOf));
          await plant(surroundings);
          const actual = await readCatalog(database.db);
          const [rights, values] = [
            await rightsAndComments(database.db),
            await columnValues(database.db),
          ];
          const chosen = compare(whole, actual).filter((each) => aims.has(keyOf(each)));
          const fixes = fixApart(whole, actual, chosen, { schemas }).filter(
            ({ fix }) => fix !== null,
          );

          const named = fixes.map((each, place) => ({ ...each, id: `${place}` }));
          try {
            await carryOutFixes(database.db, 'shop', named);
          } catch (error) {
            // Refused before anything was done, or rolled back: nothing is lost.
            expect(await rightsAndComments(database.db)).toEqual(rights);
            expect(await columnValues(database.db)).toEqual(values);
            expect(String(error)).toMatch(/ERR_|holds|cannot|depend|given out numbers/);
            return;
          }

          const now = await readCatalog(database.db);
          const end = endState(whole, actual, fixes);
          const left = compare(end, now).filter(
            ({ class: kind, object }) =>
              // A column has its heirs' type too; a new one stands last.
              kind !== 'order-only' && (object.name !== 'special_parcels' || kind !== 'type'),
          );
          expect(left.map(({ fix: _fix, ...each }) => each)).toEqual([]);
          const gone = new Set(
            fixes.flatMap(({ class: kind, object, actual: was, expected }) =>
              // A sequence that is tied to a table gets the table's owner.
              expected === null || kind === 'name' || object.kind === 'sequence'
                ? [object.part ?? object.name, was ?? '']
                : [],
            ),
          );
          const stays = (line: string) =>
            ![...gone].some((name) => name !== '' && line.includes(name));
          const after = new Set(await rightsAndComments(database.db));
          expect(rights.filter(stays).filter((line) => !after.has(line))).toEqual([]);
          const valuesNow = await columnValues(database.db);
          for (const [column, value] of values) {
            const there = valuesNow.get(column);
            if (there !== undefined) expect([column, there]).toEqual([column, value]);
            else expect(fixes.some(({ object }) => column.includes(object.name))).toBe(true);
          }
        },
      ),
      { numRuns: rounds, seed, endOnFailure: true },
    );
  });
});
