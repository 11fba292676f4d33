import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainStretch, type SealedRow } from './explain-stretch.ts';

/** A hash for tests: long enough for no two to be equal. */
function link(previous: string, { digest }: Pick<SealedRow, 'digest'>): string {
  let [a, b] = [0x811c9dc5, 0x1000193];
  for (const character of `${previous} ${digest}`) {
    a = Math.imul(a ^ character.charCodeAt(0), 0x01000193) >>> 0;
    b = Math.imul(b ^ character.charCodeAt(0), 0x85ebca6b) >>> 0;
  }
  return `${a}.${b}`;
}

const start = { chain: 'runs', hash: 'genesis', position: 0 };

function sealed(length: number): SealedRow[] {
  const rows: SealedRow[] = [];
  for (let position = 1; position <= length; position += 1) {
    const digest = `row ${position}`;
    const hash = link(rows.at(-1)?.hash ?? start.hash, { digest });
    rows.push({ position, entryId: String(position), digest, actual: digest, hash });
  }
  return rows;
}

const renumbered = (rows: readonly SealedRow[]) =>
  rows.map((row, index) => ({ ...row, position: index + 1 }));
const told = (rows: readonly SealedRow[]) =>
  explainStretch(start, rows, link).map(({ kind, position, entryId }) => [kind, position, entryId]);

const length = fc.integer({ min: 6, max: 40 });
/** A length, and a place in it (from 0) that is neither at its beginning nor at its end. */
const place = length.chain((rows) =>
  fc.tuple(fc.constant(rows), fc.integer({ min: 1, max: rows - 3 })),
);

describe('a stretch of a chain', () => {
  it('that is as it was sealed has nothing to tell', () => {
    fc.assert(
      fc.property(length, (rows) => {
        expect(told(sealed(rows))).toEqual([]);
      }),
    );
  });

  it('any set of edited and removed rows is told exactly', () => {
    const faults = fc.array(fc.constantFrom('right', 'edited', 'removed'), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(faults, (kinds) => {
        const actual = {
          right: (row: SealedRow) => row.digest,
          edited: () => 'other',
          removed: () => null,
        };
        const rows = sealed(kinds.length).map((row, index) => ({
          ...row,
          actual: actual[kinds[index] ?? 'right'](row),
        }));
        const expected = kinds.flatMap((kind, index) =>
          kind === 'right' ? [] : [[kind, index + 1, String(index + 1)]],
        );
        expect(told(rows)).toEqual(expected);
      }),
    );
  });

  it('rows that are gone with their seals are told by their positions', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 3 }), ([rows, at], gone) => {
        const left = sealed(rows).filter((_, index) => index < at || index >= at + gone);
        const after = left.length > at;
        expect(told(left)).toEqual(after ? [['removed', at + 1, null]] : []);
      }),
    );
  });

  it('where the gap was closed, the chain is broken', () => {
    fc.assert(
      fc.property(place, ([rows, at]) => {
        const left = renumbered(sealed(rows).toSpliced(at, 1));
        expect(told(left)).toEqual([['broken', at + 1, String(at + 2)]]);
      }),
    );
  });

  it('inserted rows are told, whether their seals were forged or made up', () => {
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        ([rows, at], more, isForged) => {
          const honest = sealed(rows);
          const inserted: SealedRow[] = [];
          for (let number = 0; number < more; number += 1) {
            const digest = `inserted ${number}`;
            const previous = (inserted.at(-1) ?? honest[at - 1])?.hash ?? '';
            const hash = isForged ? link(previous, { digest }) : `made up ${number}`;
            inserted.push({ position: 0, entryId: `x${number}`, digest, actual: digest, hash });
          }
          const expected = inserted.map(({ entryId }, number) => [
            'inserted',
            at + number + 1,
            entryId,
          ]);
          expect(told(renumbered(honest.toSpliced(at, 0, ...inserted)))).toEqual(expected);
        },
      ),
    );
  });

  it('a row that was moved is told alone', () => {
    fc.assert(
      fc.property(length, fc.nat(), fc.nat(), (rows, a, b) => {
        const [from, to] = [a % rows, b % rows];
        fc.pre(Math.abs(from - to) > 1);
        const honest = sealed(rows);
        const [row] = honest.splice(from, 1);
        if (row !== undefined) honest.splice(to, 0, row);
        expect(told(renumbered(honest))).toEqual([['reordered', to + 1, String(from + 1)]]);
      }),
    );
  });

  it('whatever order its rows are brought into, something is told', () => {
    const shuffled = length.chain((rows) => {
      const all = sealed(rows);
      return fc.shuffledSubarray(all, { minLength: rows, maxLength: rows });
    });
    fc.assert(
      fc.property(shuffled, (rows) => {
        const isMoved = rows.some(({ position }, index) => position !== index + 1);
        const found = told(renumbered(rows));
        expect(found.length > 0).toBe(isMoved);
        expect(found.every(([kind]) => kind === 'reordered')).toBe(true);
      }),
    );
  });
});
