import { expect, test } from 'vitest';
import { profiles } from '../../profiles/rules/profiles.ts';
import { findMismatches, type LedgerOrigin, planDown, planUp } from './migration-plan.ts';

const file = (name: string) => ({ name, checksum: `sum of ${name}` });
const applied = (name: string, origin: LedgerOrigin = 'run') => ({ ...file(name), origin });
const files = ['1', '2', '3', '4'].map(file);
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test('up is everything pending, oldest first, or up to a revision', () => {
  expect(names(planUp(files, [applied('1')]))).toEqual(['2', '3', '4']);
  expect(names(planUp(files, [applied('1')], '3'))).toEqual(['2', '3']);
  expect(names(planUp(files, [], '1'))).toEqual(['1']);
  expect(() => planUp(files, [], '9')).toThrow(expect.objectContaining({ params: { name: '9' } }));
});

test('down is everything behind a revision, newest first', () => {
  const all = files.map(({ name }) => applied(name));
  expect(names(planDown(files, all, '2'))).toEqual(['4', '3']);
  expect(names(planDown(files, all, null))).toEqual(['4', '3', '2', '1']);
  expect(() => planDown(files, [applied('1')], '2')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_NOT_APPLIED', params: { name: '2' } }),
  );
  expect(() => planDown(files, [applied('1')], '9')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_UNKNOWN', params: { name: '9' } }),
  );
});

test('what was adopted is not taken back, since its tables are not ours', () => {
  const adopted = [applied('1'), applied('2', 'stamp'), applied('3')];
  expect(names(planDown(files, adopted, '2'))).toEqual(['3']);
  expect(() => planDown(files, adopted, '1')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_STAMPED', params: { name: '2' } }),
  );
});

test('what was stamped with a baseline stays while that does', () => {
  const { baseline, laterForms } = profiles['time-legacy'];
  const [timer = '', keys = ''] = laterForms.map(({ migration }) => migration);
  const all = ['1', baseline, timer, keys, '3'].map(file);
  const adopted = [applied(baseline, 'stamp'), applied(timer), applied(keys, 'stamp')];
  const ledger = [applied('1'), ...adopted, applied('3')];
  expect(names(planDown(all, ledger, baseline))).toEqual(['3', timer]);
  expect(() => planDown(all, ledger, '1')).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_STAMPED' }),
  );
});

test('an adopted database begins in the middle: what stands before comes afterwards', () => {
  expect(names(planUp(files, [applied('3', 'stamp')]))).toEqual(['1', '2', '4']);
  // Two of them are applied, and the runner was stopped.
  expect(names(planUp(files, [applied('1'), applied('3', 'stamp')]))).toEqual(['2', '4']);
});

test('every mismatch is found, not only the first', () => {
  const ledger = [applied('0'), { ...applied('1'), checksum: 'another' }, applied('3')];
  expect(findMismatches(files, ledger)).toEqual([
    { kind: 'missing', name: '0' },
    { kind: 'edited', name: '1' },
    { kind: 'out-of-order', name: '2', newest: '3' },
  ]);
  expect(() => planUp(files, ledger)).toThrow(
    expect.objectContaining({ code: 'ERR_MIGRATION_MISSING', params: { name: '0' } }),
  );
});
