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

test('what was stamped with the baseline goes with it, and nothing is in its way but what was run', () => {
  const [timer, keys] = time.laterForms.map(({ migration }) => migration) as [string, string];
  const adopted = [stamp(time.baseline), stamp(keys)];
  expect(beforeRelease(time, adopted)).toBeUndefined();
  expect(beforeRelease(time, [...adopted, run(timer), run(tracks.baseline)])?.steps).toEqual([
    { kind: 'down', to: time.baseline },
  ]);
  expect(beforeRelease(time, [...adopted, run(tracks.baseline)])?.steps).toEqual([
    { kind: 'down', to: keys },
  ]);
});

test('another adoption is released once, with all that was stamped for it', () => {
  const [versions] = tracks.laterForms.map(({ migration }) => migration) as [string];
  const applied = [
    ...[stamp(time.baseline), run('20261121040250_kernel_a'), stamp(tracks.baseline)],
    ...[run('20261121040305_kernel_b'), stamp(versions)],
  ];
  expect(beforeRelease(time, applied)?.steps).toEqual([
    { kind: 'release', profile: 'tracks' },
    { kind: 'down', to: time.baseline },
  ]);
});

test('after an allowed release the files fit the ledger', () => {
  const laterForms = time.laterForms.map(({ migration }) => migration);
  const released = [
    { profile: runs1, stamps: [runs1.baseline] },
    { profile: runs2, stamps: [runs2.baseline] },
    { profile: time, stamps: [time.baseline, ...laterForms] },
    { profile: tracks, stamps: [tracks.baseline] },
  ];
  const names = [...released.flatMap(({ stamps }) => stamps), '20270101000000_z_z'];
  const files = names.toSorted().map((name) => ({ name, checksum: name }));
  // Every ledger of seven migrations, each of them pending, run, or adopted.
  for (let number = 0; number < 3 ** files.length; number += 1) {
    const applied = files.flatMap(({ name }, place) => {
      const state = Math.floor(number / 3 ** place) % 3;
      return state === 0 ? [] : [state === 1 ? run(name) : stamp(name)];
    });
    if (findMismatches({ files, applied }).length > 0) continue;
    for (const { profile, stamps } of released) {
      if (!applied.some(({ name }) => name === profile.baseline)) continue;
      if (beforeRelease(profile, applied)) continue;
      const left = applied.filter(({ name }) => !stamps.includes(name));
      expect(findMismatches({ files, applied: left })).toEqual([]);
    }
  }
});
