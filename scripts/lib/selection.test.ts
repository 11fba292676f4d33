import { expect, test } from 'vitest';
import { select } from './selection.mjs';
import type { Step } from './step-runner.mjs';

const ran: unknown[] = [];
const step = (name: string, more: Partial<Step> = {}): Step => ({
  name,
  run: async (files) => {
    ran.push([name, files]);
    return { passed: 1, failed: 0 };
  },
  ...more,
});
const steps = [
  step('lint'),
  step('unit', { takesFiles: true }),
  step('database', { takesFiles: true }),
  step('build'),
  step('browser', { takesFiles: true, needs: ['build'] }),
];
const files = [
  { step: 'unit', path: 'packages/domain/src/miniatures/stages.test.ts' },
  { step: 'unit', path: 'packages/domain/src/kernel/errors.test.ts' },
  { step: 'database', path: 'packages/db/tests/kernel/listen.test.ts' },
  { step: 'browser', path: 'apps/web/e2e/miniatures/collection.spec.ts' },
];

async function chosen(...words: string[]): Promise<readonly unknown[]> {
  ran.length = 0;
  for (const each of await select(steps, words, async () => files)) await each.run();
  return [...ran];
}

test('without words everything runs, and nobody looks for files', async () => {
  const selected = await select(steps, [], () => Promise.reject(new Error('looked')));
  expect(selected).toEqual(steps);
});

test('steps are chosen by name, with what they need, in their order', async () => {
  expect(await chosen('browser', 'lint')).toEqual([
    ['lint', undefined],
    ['build', undefined],
    ['browser', undefined],
  ]);
});

test('a part of a path chooses the files that have it, in every step, and nothing else', async () => {
  expect(await chosen('miniatures')).toEqual([
    ['unit', ['packages/domain/src/miniatures/stages.test.ts']],
    ['build', undefined],
    ['browser', ['apps/web/e2e/miniatures/collection.spec.ts']],
  ]);
  expect(await chosen('listen', 'errors')).toEqual([
    ['unit', ['packages/domain/src/kernel/errors.test.ts']],
    ['database', ['packages/db/tests/kernel/listen.test.ts']],
  ]);
});

test('with a step it chooses the files of that step; what has no files runs when it is named', async () => {
  expect(await chosen('miniatures', 'unit')).toEqual([
    ['unit', ['packages/domain/src/miniatures/stages.test.ts']],
  ]);
  expect(await chosen('miniatures', 'unit', 'lint')).toEqual([
    ['lint', undefined],
    ['unit', ['packages/domain/src/miniatures/stages.test.ts']],
  ]);
});

test('a word that chooses nothing is an error that says what there is', async () => {
  await expect(chosen('miniatuers')).rejects.toThrow(
    /miniatuers[\s\S]*steps: lint, unit, database, build, browser[\s\S]*folders.*kernel.*miniatures/,
  );
  // It is told of what was chosen, not of what another step has.
  await expect(chosen('listen', 'unit')).rejects.toThrow('listen');
  await expect(chosen('miniatures', 'nothing')).rejects.toThrow('nothing');
});
