import { expect, test } from 'vitest';
import { profiles } from '../../profiles/rules/profiles.ts';
import type { HalfDone } from './half-done.ts';
import {
  type AppliedFact,
  beforeLatest,
  findMismatches,
  type LedgerOrigin,
  nextStep,
  planDown,
  planUp,
} from './migration-plan.ts';

const file = (name: string) => ({ name, checksum: `sum of ${name}` });
const applied = (name: string, origin: LedgerOrigin = 'run') => ({ ...file(name), origin });
const files = ['1', '2', '3', '4'].map(file);
const standing = (rows: readonly AppliedFact[], halfDone: HalfDone | null = null) => ({
  files,
  applied: rows,
  halfDone,
});
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test('up is everything pending, oldest first, or up to a revision', () => {
  expect(names(planUp(standing([applied('1')])))).toEqual(['2', '3', '4']);
  expect(names(planUp(standing([applied('1')]), { to: '3' }))).toEqual(['2', '3']);
  expect(names(planUp(standing([]), { to: '1' }))).toEqual(['1']);
  expect(() => planUp(standing([]), { to: '9' })).toThrow(
    expect.objectContaining({ params: { name: '9' } }),
  );
});

test('down is everything behind a revision, newest first', () => {
  const all = files.map(({ name }) => applied(name));
  expect(names(planDown(standing(all), '2').leaving)).toEqual(['4', '3']);
  expect(names(planDown(standing(all), null).leaving)).toEqual(['4', '3', '2', '1']);
  expect(() => planDown(standing([applied('1')]), '2')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_NOT_APPLIED', params: { name: '2' } }),
  );
  expect(() => planDown(standing([applied('1')]), '9')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_UNKNOWN', params: { name: '9' } }),
  );
});

test('what was adopted is not taken back, since its tables are not ours', () => {
  const adopted = [applied('1'), applied('2', 'stamp'), applied('3')];
  expect(names(planDown(standing(adopted), '2').leaving)).toEqual(['3']);
  expect(() => planDown(standing(adopted), '1')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_STAMPED', params: { name: '2' } }),
  );
});

test('what was stamped with a baseline stays while that does', () => {
  const { baseline, laterForms } = profiles['time-legacy'];
  const [timer = '', keys = ''] = laterForms.map(({ migration }) => migration);
  const all = ['1', baseline, timer, keys, '3'].map(file);
  const adopted = [applied(baseline, 'stamp'), applied(timer), applied(keys, 'stamp')];
  const ledger = { files: all, applied: [applied('1'), ...adopted, applied('3')] };
  expect(names(planDown(ledger, baseline).leaving)).toEqual(['3', timer]);
  expect(() => planDown(ledger, '1')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_STAMPED' }),
  );
});

test('the latest migration is taken back although a later form is stamped behind it', () => {
  const { baseline, laterForms } = profiles['time-legacy'];
  const [timer = '', keys = ''] = laterForms.map(({ migration }) => migration);
  const adopted = [
    applied('1'),
    applied(baseline, 'stamp'),
    applied(timer),
    applied(keys, 'stamp'),
  ];
  const ledger = { files: ['1', baseline, timer, keys].map(file), applied: adopted };
  expect(names(planDown(ledger, beforeLatest(adopted)).leaving)).toEqual([timer]);
  expect([[applied('1')], [applied('1'), applied('2', 'stamp')], []].map(beforeLatest)).toEqual([
    null,
    null,
    null,
  ]);
  expect(beforeLatest([applied('1', 'stamp'), applied('2', 'stamp')])).toBe('1');
});

test('an adopted database begins in the middle: what stands before comes afterwards', () => {
  expect(names(planUp(standing([applied('3', 'stamp')])))).toEqual(['1', '2', '4']);
  // Two of them are applied, and the runner was stopped.
  expect(names(planUp(standing([applied('1'), applied('3', 'stamp')])))).toEqual(['2', '4']);
});

test('every mismatch is found, not only the first', () => {
  const ledger = [applied('0'), { ...applied('1'), checksum: 'another' }, applied('3')];
  expect(findMismatches(standing(ledger))).toEqual([
    { kind: 'missing', name: '0' },
    { kind: 'edited', name: '1' },
    { kind: 'out-of-order', name: '2', newest: '3' },
  ]);
  expect(() => planUp(standing(ledger))).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_MISSING', params: { name: '0' } }),
  );
});

test('a name is told by its beginning, on the way up and on the way down', () => {
  const shop = ['20260101_shop', '20260102_shop', '20260102_shop_goods'].map(file);
  const rows = shop.map(({ name }) => applied(name));
  expect(names(planUp({ files: shop, applied: [] }, { to: '20260101' }))).toEqual([
    '20260101_shop',
  ]);
  expect(planDown({ files: shop, applied: rows }, '20260102_shop_')).toEqual({
    leaving: [],
    to: '20260102_shop_goods',
  });
  for (const plan of [
    () => planUp({ files: shop, applied: [] }, { to: '20260102' }),
    () => planDown({ files: shop, applied: rows }, '20260102'),
  ]) {
    expect(plan).toThrow(expect.objectContaining({ code: 'ERR_NAME_AMBIGUOUS' }));
  }
});

const half = { name: '3', direction: 'up', failed: false, file: 'same', doubtful: null } as const;

test.each<[string, Partial<HalfDone>, string | null]>([
  ['killed on its way up', {}, null],
  ['failed on its way up', { failed: true }, null],
  ['and was corrected', { failed: true, file: 'goes-on' }, null],
  ['and was edited in what is done', { file: 'other' }, 'ERR_MIGRATION_HALF_EDITED'],
  ['and lost its file', { file: 'gone' }, 'ERR_MIGRATION_HALF_MISSING'],
  ['in a statement that tells nothing', { doubtful: 2 }, 'ERR_MIGRATION_IN_DOUBT'],
])('%s: what it needs is the next step, and up goes on where it can', (_, change, refusal) => {
  const state = standing([applied('1'), applied('2')], { ...half, ...change });
  const plan = () => names(planUp(state));
  if (refusal === null) expect(plan()).toEqual(['3', '4']);
  else {
    expect(plan).toThrow(expect.objectContaining({ code: refusal }));
    expect(nextStep(state)?.code).toBe(refusal);
  }
  // It can be taken back whatever became of it.
  expect(planDown(state, '2')).toEqual({ leaving: [], to: '2' });
});

test('the file of one that is half taken back may be corrected, but not in what is done', () => {
  const rows = [applied('1'), applied('2'), { ...applied('3'), checksum: 'another' }];
  const back = { ...half, direction: 'down', failed: true } as const;
  const corrected = standing(rows, { ...back, file: 'goes-on' });
  expect(findMismatches(corrected)).toEqual([]);
  expect(nextStep(corrected)).toEqual({
    code: 'ERR_MIGRATION_HALF_DONE',
    params: { name: '3', direction: 'down' },
  });
  expect(names(planDown(corrected, '2').leaving)).toEqual(['3']);
  for (const plan of [planUp, (state: typeof corrected) => planDown(state, '2')]) {
    expect(() => plan(standing(rows, { ...back, file: 'other' }))).toThrow(
      expect.objectContaining({ code: 'ERR_MIGRATION_EDITED' }),
    );
  }
});

test('what does not fit comes before what is half done', () => {
  const state = standing([{ ...applied('1'), checksum: 'another' }], half);
  expect(nextStep(state)).toEqual({ code: 'ERR_MIGRATION_EDITED', params: { name: '1' } });
});
