import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expiredBackups, type RetainedBackup } from './retention.ts';

const backups: fc.Arbitrary<RetainedBackup[]> = fc
  .array(
    fc.record({
      source: fc.constantFrom('here', 'there'),
      createdAt: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'),
      verifiedAt: fc.constantFrom(null, '2026-02-01'),
      reason: fc.constant('before-up'),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map((each, index) => ({ ...each, name: `b${String(index).padStart(2, '0')}` })),
  );

test('no more than asked for go, and never one that must stay', () => {
  fc.assert(
    fc.property(backups, fc.integer({ min: 1, max: 5 }), (all, keep) => {
      const gone = new Set(expiredBackups(all, 'here', keep, { spared: ['b00'] }));
      const mine = all.filter(({ source }) => source === 'here');
      const left = mine.filter(({ name }) => !gone.has(name));
      expect(all.filter(({ name, source }) => gone.has(name) && source !== 'here')).toEqual([]);
      expect(gone.has('b00')).toBe(false);
      expect(left.length).toBeGreaterThanOrEqual(Math.min(keep, mine.length));
      // Beside the newest ones only the spared one and the newest verified one may be left.
      expect(left.length).toBeLessThanOrEqual(keep + 2);
      if (mine.some(({ verifiedAt }) => verifiedAt !== null)) {
        expect(left.some(({ verifiedAt }) => verifiedAt !== null)).toBe(true);
      }
      for (const name of gone) {
        const { createdAt = '' } = mine.find((each) => each.name === name) ?? {};
        const newer = left.filter((each) => each.createdAt >= createdAt);
        expect(newer.length).toBeGreaterThanOrEqual(keep);
      }
    }),
  );
});

test('the oldest go first', () => {
  const all = ['2026-01-03', '2026-01-01', '2026-01-02'].map((createdAt) => ({
    name: createdAt,
    source: 'here',
    createdAt,
    verifiedAt: createdAt,
    reason: 'before-adopt',
  }));
  expect(expiredBackups(all, 'here', 1)).toEqual(['2026-01-01', '2026-01-02']);
  expect(expiredBackups(all, 'here', 3)).toEqual([]);
});

const backup = (name: string, reason: string, applied?: RetainedBackup['applied']) => ({
  ...{ name, reason, applied, source: 'here', createdAt: name, verifiedAt: name },
});
const time = { name: '20261121040200_time_baseline', origin: 'stamp' } as const;
const tracks = { name: '20261121040300_tracks_baseline', origin: 'stamp' } as const;

test('what was made before an adoption stays until the release', () => {
  const all = [
    backup('1', 'before-adopt', []),
    backup('2', 'before-up', []),
    backup('3', 'before-adopt', [time]),
    backup('4', 'before-adopt'),
    backup('5', 'before-up', [time, tracks]),
  ];
  const expired = (...adopted: string[]) => expiredBackups(all, 'here', 1, { adopted });
  expect(expired()).toEqual(['1', '2', '3', '4']);
  expect(expired(time.name)).toEqual(['2', '3']);
  expect(expired(time.name, tracks.name)).toEqual(['2']);
});

test('a baseline that was run and is adopted now was not adopted then', () => {
  const run = { ...time, origin: 'run' } as const;
  const all = [backup('1', 'before-adopt', [run]), backup('2', 'before-up', [time])];
  expect(expiredBackups(all, 'here', 1, { adopted: [time.name] })).toEqual([]);
});
