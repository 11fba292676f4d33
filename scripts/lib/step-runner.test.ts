import { expect, test } from 'vitest';
import { runSteps, type Step, selectSteps } from './step-runner.mjs';

const step = (name: string, passed: number, failed: number, more: Partial<Step> = {}): Step => ({
  name,
  run: async () => ({ passed, failed, output: `what ${name} said` }),
  ...more,
});

async function run(steps: readonly Step[]): Promise<{ ok: boolean; lines: string[] }> {
  const lines: string[] = [];
  const ok = await runSteps(steps, (line) => lines.push(line));
  return { ok, lines };
}

test('the last line is the sum over all steps, and success needs every test', async () => {
  const { ok, lines } = await run([step('lint', 1, 0), step('unit', 40, 0)]);
  expect(lines.at(-1)).toBe('41 passed, 0 failed');
  expect(ok).toBe(true);
  expect(lines.join('\n')).not.toContain('what unit said');
});

test('after a failure its output is shown, and the others still run', async () => {
  const { ok, lines } = await run([step('lint', 0, 1), step('unit', 40, 2), step('build', 1, 0)]);
  expect(lines.at(-1)).toBe('41 passed, 3 failed');
  expect(lines.at(-2)).toBe('Failed: lint, unit');
  expect(lines.join('\n')).toContain('what lint said');
  expect(ok).toBe(false);
});

test('a step that throws has failed', async () => {
  const { ok, lines } = await run([
    step('unit', 1, 0),
    step('build', 0, 0, { run: () => Promise.reject(new Error('no room on the disk')) }),
  ]);
  expect(lines.at(-1)).toBe('1 passed, 1 failed');
  expect(lines.join('\n')).toContain('no room on the disk');
  expect(ok).toBe(false);
});

test('a step whose need failed is not run, and has failed', async () => {
  let ran = false;
  const browser = step('browser', 5, 0, {
    needs: ['build'],
    run: async () => {
      ran = true;
      return { passed: 5, failed: 0 };
    },
  });
  const { lines } = await run([step('build', 0, 1), browser]);
  expect(ran).toBe(false);
  expect(lines.at(-1)).toBe('0 passed, 2 failed');
});

test('a run of nothing is no success', async () => {
  expect(await run([])).toEqual({ ok: false, lines: ['0 passed, 0 failed'] });
});

test('chosen steps bring what they need, in the order of the list', () => {
  const steps = [
    step('lint', 1, 0),
    step('build', 1, 0),
    step('browser', 1, 0, { needs: ['build'] }),
  ];
  const names = (chosen: readonly Step[]) => chosen.map(({ name }) => name);
  expect(names(selectSteps(steps, ['browser']))).toEqual(['build', 'browser']);
  expect(names(selectSteps(steps, []))).toEqual(['lint', 'build', 'browser']);
  expect(() => selectSteps(steps, ['brwser'])).toThrow('there are: lint, build, browser');
});
