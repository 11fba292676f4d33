import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importTypeSchema } from './interchange.ts';
import { maxQuantity, type Stage, stages } from './stages.ts';
import { countFault, readCount, readTick } from './table-cells.ts';
import {
  guessMapping,
  ignoredColumns,
  ownStatuses,
  readTable,
  type TableMapping,
  type TableRows,
  toImportFile,
} from './table-reading.ts';
import { roleByHead, stageByWord } from './table-words.ts';

/** Counts in the order of the stages. */
const numbersOf = (rows: TableRows, change: Partial<TableMapping> = {}) => {
  const { types, faults } = readTable(rows, { ...guessMapping(rows), ...change });
  return {
    types: types.map(({ name, counts }) => [name, ...stages.map((stage) => counts[stage])]),
    faults: faults.map(({ row, fault, cell }) => [row, fault, cell]),
  };
};

describe('a cell', () => {
  test.each<[string, number | null]>([
    ['', 0],
    ['-', 0],
    ['0', 0],
    [' 12 ', 12],
    ['12.0', 12],
    ['12,00', 12],
    ['1,200', 1200],
    ['1,000', 1000],
    ['1.000', 1000],
    ['10,000', 10_000],
    ['1.200', 1200],
    ['1 200', 1200],
    ['1\u00a0200', 1200],
    ["1'200'300", 1_200_300],
    ['1,200.5', null],
    ['1,20', null],
    ['-1', null],
    ['0.5', null],
    ['ten', null],
    ['5 models', null],
    ['1e3', null],
    ['1234567890123', null],
    ['0000000000012', 12],
  ])('%j says how many: %j', (cell, count) => {
    expect(readCount(cell)).toBe(count);
  });

  test.each([
    ['-1', 'below_zero'],
    ['−1,200', 'below_zero'],
    ['-1234567890123', 'below_zero'],
    ['1234567890', 'large_count'],
    ['1 234 567 890,00', 'large_count'],
    ['-0.5', 'not_a_count'],
    ['--', 'not_a_count'],
    ['ten', 'not_a_count'],
  ])('%j says none: %s', (cell, fault) => {
    expect([readCount(cell), countFault(cell)]).toEqual([null, fault]);
  });

  test.each<[string, boolean | null]>([
    ['x', true],
    ['Х', true],
    ['✓', true],
    ['Yes', true],
    ['да', true],
    ['', false],
    ['no', false],
    ['нет', false],
    ['5', null],
    ['maybe', null],
  ])('%j is ticked: %j', (cell, ticked) => {
    expect(readTick(cell)).toBe(ticked);
  });
});

describe('a heading', () => {
  test.each([
    ['Name', 'name'],
    ['НАЗВАНИЕ', 'name'],
    ['Unit:', 'name'],
    ['in_box', 'IN_BOX'],
    ['In box', 'IN_BOX'],
    ['В коробке', 'IN_BOX'],
    ['Primed', 'PRIMING'],
    ['Painted', 'DONE'],
    ['Готово', 'DONE'],
    ['Qty.', 'quantity'],
    ['Кол-во', 'quantity'],
    ['Статус', 'status'],
    ['Notes', null],
    ['', null],
    ['constructor', null],
  ])('%j stands over %j', (head, role) => {
    expect(roleByHead(head)).toBe(role);
  });

  test('every stage is known by the word of the contract', () => {
    for (const stage of stages)
      expect([roleByHead(stage), stageByWord(stage)]).toEqual([stage, stage]);
  });
});

test('a table with a count for each stage', () => {
  const rows = [
    ['Name', 'Notes', 'In box', 'Building', 'Priming', 'Painting', 'Done'],
    ['Ork Boyz', 'green', '10', '2', '', '-', '1,200'],
    ['', '', '', '', '', '', ''],
    [' Grots ', '', '3'],
  ];
  expect(numbersOf(rows)).toEqual({
    types: [
      ['Ork Boyz', 10, 2, 0, 0, 1200],
      ['Grots', 3, 0, 0, 0, 0],
    ],
    faults: [],
  });
  expect(ignoredColumns(rows, guessMapping(rows))).toEqual([1]);
});

test('a table with a status for each row; rows of one name add up', () => {
  const rows = [
    ['Модель', 'Статус', 'Кол-во'],
    ['Орки', 'Готово', '5'],
    ['Орки', 'в работе', '2'],
    ['Орки', '', '3'],
    ['Гроты', 'собрано', ''],
  ];
  expect(numbersOf(rows).types).toEqual([
    ['Орки', 3, 0, 0, 2, 5],
    ['Гроты', 0, 1, 0, 0, 0],
  ]);
});

test('a table with ticks says how far its rows are', () => {
  const rows = [
    ['Unit', 'Qty', 'Built', 'Primed', 'Painted'],
    ['Done', '5', 'x', 'x', 'x'],
    ['Primed', '2', '✓', '✓', ''],
    ['Skipped', '', '', 'yes', 'no'],
    ['In the box', '4', '', '', ''],
  ];
  expect(numbersOf(rows)).toEqual({
    types: [
      ['Done', 0, 0, 0, 0, 5],
      ['Primed', 0, 0, 2, 0, 0],
      ['Skipped', 0, 0, 1, 0, 0],
      ['In the box', 4, 0, 0, 0, 0],
    ],
    faults: [],
  });
});

test('of ticks beside numbers the tick is told, of ticks beside words the word', () => {
  const rows = [
    ['Unit', 'Built', 'Primed', 'Painted'],
    ['Numbers', '5', '✓', 'x'],
    ['After it', 'x', '12', '7'],
    ['Word', 'x', '5', 'some'],
  ];
  expect(numbersOf(rows).faults).toEqual([
    [2, 'not_a_count', 'x'],
    [3, 'not_a_count', 'x'],
    [4, 'not_a_count', 'some'],
  ]);
});

test('with a quantity and numbers, what is over is in the box', () => {
  const rows = [
    ['Unit', 'Qty', 'Built', 'Painted'],
    ['Some', '10', '3', '2'],
    ['Odd', '4', '3', '2'],
  ];
  expect(numbersOf(rows)).toEqual({
    types: [['Some', 5, 3, 0, 0, 2]],
    faults: [[3, 'quantity_differs', '4']],
  });
});

test('a table without headings is known by what stands in it', () => {
  const counts = [
    ['Ork Boyz', '1', '2', '3', '4', '5'],
    ['Grots', '', '', '', '', '1'],
  ];
  expect(guessMapping(counts)).toMatchObject({ hasHeads: false, roles: ['name', ...stages] });
  const alone = [
    ['3', 'Ork Boyz', 'green'],
    ['4', 'Grots', ''],
  ];
  expect(guessMapping(alone).roles).toEqual(['quantity', 'name', 'ignored']);
  expect(numbersOf(alone).types).toEqual([
    ['Ork Boyz', 3, 0, 0, 0, 0],
    ['Grots', 4, 0, 0, 0, 0],
  ]);
  expect(guessMapping([]).roles).toEqual([]);
});

test.each([
  [
    ['Faction', 'Type', 'Name'],
    ['ignored', 'ignored', 'name'],
  ],
  [
    ['Тип', 'Отряд', 'Название'],
    ['ignored', 'ignored', 'name'],
  ],
  [
    ['Name', 'Type'],
    ['name', 'ignored'],
  ],
  [
    ['Model', 'Total', 'Qty', 'Stage', 'Status'],
    ['name', 'ignored', 'quantity', 'ignored', 'status'],
  ],
  [
    ['Unit', 'Painted', 'Boxed', 'In box', 'Done'],
    ['name', 'ignored', 'ignored', 'IN_BOX', 'DONE'],
  ],
  // What they came in is no count.
  [
    ['Name', 'On sprue', 'Built', 'Box'],
    ['name', 'IN_BOX', 'BUILDING', 'ignored'],
  ],
])('of several columns for one thing the surest counts: %j', (heads, roles) => {
  expect(guessMapping([heads]).roles).toEqual(roles);
});

test('of two columns with one heading the first counts', () => {
  expect(guessMapping([['Name', 'NAME:']]).roles).toEqual(['name', 'ignored']);
  expect(guessMapping([['Name', 'Unit', 'Done', 'Painted']]).roles).toEqual([
    'name',
    'ignored',
    'DONE',
    'ignored',
  ]);
});

test('what cannot be read is told by its row', () => {
  const rows = [
    ['Name', 'Status', 'Qty', 'Done'],
    ['', 'done', '1', ''],
    ['\u200b', 'done', '1', ''],
    ['x'.repeat(256), 'done', '1', ''],
    ['Many', 'done', 'many', ''],
    ['Lost', 'lost', '1', ''],
    ['Also lost', 'Lost!', '1', ''],
    ['Both', 'painting', '1', '5'],
    ['Half', '', '', '0.5'],
    ['Million', 'done', '1000001', ''],
    ['Owed', 'done', '-5', ''],
    ['Lent', '', '', '−2'],
    ['Barcode', 'done', '4006381333931', ''],
    ['Object', 'constructor', '1', ''],
    ['Prototype', '__proto__', '1', ''],
    ['Good', 'done', '1', ''],
  ];
  expect(numbersOf(rows)).toEqual({
    types: [
      ['U+200B', 0, 0, 0, 0, 1],
      ['Good', 0, 0, 0, 0, 1],
    ],
    faults: [
      [2, 'no_name', ''],
      [4, 'long_name', 'x'.repeat(256)],
      [5, 'not_a_count', 'many'],
      [6, 'unknown_status', 'lost'],
      [7, 'unknown_status', 'Lost!'],
      [8, 'two_ways', 'painting'],
      [9, 'not_a_count', '0.5'],
      [10, 'too_many', 'Million'],
      [11, 'below_zero', '-5'],
      [12, 'below_zero', '−2'],
      [13, 'large_count', '4006381333931'],
      [14, 'unknown_status', 'constructor'],
      [15, 'unknown_status', '__proto__'],
    ],
  });
  expect(ownStatuses(rows, guessMapping(rows))).toEqual(['lost', 'constructor', '__proto__']);
  const told = { statuses: { lost: 'PAINTING' as Stage } };
  expect(numbersOf(rows, told).types).toContainEqual(['Also lost', 0, 0, 0, 1, 0]);
});

test('a table that any program could have written is read or refused, row by row, and nothing is lost', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'x', 'done', 'Name', 'Qty', '5', '1,000', '-1', 'Orks', '\t', '__proto__'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const anyTable = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 8 });
  const named = fc.tuple(fc.constantFrom('Orks', 'Grots', ''), fc.constantFrom('3', '', 'x'), cell);
  const withHeads = fc
    .array(named, { maxLength: 8 })
    .map((rows) => [['Name', 'Done', 'Qty'], ...rows]);
  const table = fc.oneof(anyTable, withHeads);
  fc.assert(
    fc.property(table, (rows) => {
      const mapping = guessMapping(rows);
      const { types, faults } = readTable(rows, mapping);
      const sums = new Map<string, number[]>();
      const faulty: number[] = [];
      for (const place of rows.keys()) {
        if (place === 0 && mapping.hasHeads) continue;
        // The row alone: what it says there, the whole table has to say.
        const alone = rows.map((row, other) => (other === place ? row : []));
        const [type, ...more] = readTable(alone, { ...mapping, hasHeads: false }).types;
        expect(more).toEqual([]);
        const isFaulty = faults.some(({ row }) => row === place + 1);
        if (isFaulty) faulty.push(place + 1);
        else if (type !== undefined) {
          const sum = sums.get(type.name) ?? [];
          sums.set(
            type.name,
            stages.map((stage, at) => type.counts[stage] + (sum[at] ?? 0)),
          );
        } else expect(rows[place]?.join('').trim()).toBe('');
      }
      expect(faults.map(({ row }) => row)).toEqual(faulty);
      expect(types.map(({ name, counts }) => [name, stages.map((stage) => counts[stage])])).toEqual(
        [...sums],
      );
      for (const { history, ...type } of JSON.parse(toImportFile(types)).types) {
        expect(history).toEqual([]);
        const wellFormed = !/\p{Surrogate}/u.test(type.name);
        expect(importTypeSchema.safeParse(type).success).toBe(wellFormed);
      }
    }),
  );
});

test('rows of one name add up, as far as a stage goes', () => {
  const amount = fc.nat(maxQuantity);
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 6 }), (amounts) => {
      const rows = [['Name', 'Done'], ...amounts.map((one) => ['Orks', String(one)])];
      const { types, faults } = readTable(rows, guessMapping(rows));
      let sum = 0;
      let refused = 0;
      for (const one of amounts) {
        if (sum + one > maxQuantity) refused += 1;
        else sum += one;
      }
      expect(types).toEqual([
        { name: 'Orks', counts: { IN_BOX: 0, BUILDING: 0, PRIMING: 0, PAINTING: 0, DONE: sum } },
      ]);
      expect(faults).toHaveLength(refused);
    }),
  );
});
