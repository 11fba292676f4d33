import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importTypeSchema } from './interchange.ts';
import { maxQuantity, type Stage, stages } from './stages.ts';
import { readCount, readTick } from './table-cells.ts';
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
  ])('%j says how many: %j', (cell, count) => {
    expect(readCount(cell)).toBe(count);
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

test('of two columns with one heading the first counts', () => {
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
    ],
  });
  expect(ownStatuses(rows, guessMapping(rows))).toEqual(['lost']);
  const told = { statuses: { lost: 'PAINTING' as Stage } };
  expect(numbersOf(rows, told).types).toContainEqual(['Also lost', 0, 0, 0, 1, 0]);
});

test('a table that any program could have written is read or refused, row by row, and nothing is lost', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'x', 'done', 'Name', 'Qty', '5', '1,000', '-1', 'Orks', '\t', '__proto__'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const table = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 8 });
  fc.assert(
    fc.property(table, (rows) => {
      const mapping = guessMapping(rows);
      const { types, faults } = readTable(rows, mapping);
      const told = rows.filter(
        (row, place) => !(place === 0 && mapping.hasHeads) && row.some((one) => one.trim() !== ''),
      );
      expect(types.length + faults.length).toBeLessThanOrEqual(told.length);
      if (told.length > 0) expect(types.length + faults.length).toBeGreaterThan(0);
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
