import { expect, test } from 'vitest';
import { unfitToRehearse } from './fitting-backup.ts';

const run = (name: string) => ({ name, origin: 'run' as const });
const stamp = (name: string) => ({ name, origin: 'stamp' as const });
const present = [run('a'), stamp('b'), run('d')];

test.each([
  ['the same', { revision: 'd', applied: [run('a'), stamp('b'), run('d')] }, undefined],
  ['the first form, of the same revision', { revision: 'd' }, undefined],
  ['the first form, of another one', { revision: 'b' }, 'other-revision'],
  ['before anything', { revision: null, applied: [] }, 'other-revision'],
  ['one less in the middle', { revision: 'd', applied: [run('a'), run('d')] }, 'other-migrations'],
  [
    'run and not adopted',
    { revision: 'd', applied: [run('a'), run('b'), run('d')] },
    'other-adoptions',
  ],
])('%s', (_, manifest, unfit) => {
  expect(unfitToRehearse(manifest, present)).toBe(unfit);
});

test('a script that was applied by hand counts as a run', () => {
  const applied = [{ name: 'a', origin: 'script' as const }];
  expect(unfitToRehearse({ revision: 'a', applied }, [run('a')])).toBeUndefined();
});
