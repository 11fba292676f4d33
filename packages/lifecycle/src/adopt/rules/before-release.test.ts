import { expect, test } from 'vitest';
import { findMismatches } from '../../migrate/rules/migration-plan.ts';
import { profiles } from '../../profiles/rules/profiles.ts';
import { beforeRelease } from './before-release.ts';

const { 'runs-v1': runs1, 'runs-v2': runs2, 'time-legacy': time, tracks } = profiles;
const run = (name: string) => ({ name, checksum: name, origin: 'run' as const });
const stamp = (name: string) => ({ name, checksum: name, origin: 'stamp' as const });

test('nothing is in the way of a baseline behind which only adoptions of others stand', () => {
  const applied = [run('20260101000000_kernel_a'), stamp(time.baseline), stamp(tracks.baseline)];
  expect(beforeRelease(time, applied)).toBeUndefined();
});

test('what was run behind it is taken back first, of whatever area it is', () => {
  const applied = [stamp(time.baseline), run(tracks.baseline), run('20270101000000_kernel_b')];
  expect(beforeRelease(time, applied)).toEqual({
    migration: '20270101000000_kernel_b',
    steps: [{ kind: 'down', to: time.baseline }],
  });
});

test('an adoption of the same area, or on top of what has to go, is released first', () => {
  expect(beforeRelease(runs1, [stamp(runs1.baseline), stamp(runs2.baseline)])).toEqual({
    migration: runs2.baseline,
    steps: [{ kind: 'release', profile: 'runs-v2' }],
  });
  const applied = [
    ...[stamp(runs1.baseline), run(runs2.baseline), stamp(time.baseline)],
    ...[run(tracks.baseline), run('20270101000000_kernel_b')],
  ];
  expect(beforeRelease(runs1, applied)?.steps).toEqual([
    { kind: 'down', to: time.baseline },
    { kind: 'release', profile: 'time-legacy' },
    { kind: 'down', to: runs1.baseline },
  ]);
});

test('after an allowed release the files fit the ledger', () => {
  const names = [...Object.values(profiles).map(({ baseline }) => baseline), '20270101000000_z_z'];
  const files = names.toSorted().map((name) => ({ name, checksum: name }));
  // Every ledger of five migrations, each of them pending, run, or adopted.
  for (let number = 0; number < 3 ** files.length; number += 1) {
    const applied = files.flatMap(({ name }, place) => {
      const state = Math.floor(number / 3 ** place) % 3;
      return state === 0 ? [] : [state === 1 ? run(name) : stamp(name)];
    });
    if (findMismatches({ files, applied }).length > 0) continue;
    for (const profile of Object.values(profiles)) {
      const left = applied.filter(({ name }) => name !== profile.baseline);
      if (left.length === applied.length || beforeRelease(profile, applied)) continue;
      expect(findMismatches({ files, applied: left })).toEqual([]);
    }
  }
});
