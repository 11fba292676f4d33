import { expect, test } from 'vitest';
import { runSteps, type Step } from './step-runner.mjs';

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

/** Steps that note when they begin and end. */
function noted(log: string[]) {
  return (name: string, more: Partial<Step> = {}): Step =>
    step(name, 1, 0, {
      run: async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} ends`);
        return { passed: 1, failed: 0 };
      },
      ...more,
    });
}

test('two run at a time, and the third when one of them is over', async () => {
  const log: string[] = [];
  const of = noted(log);
  const { lines } = await run([of('a'), of('b'), of('c')]);
  expect(log.slice(0, 3)).toEqual(['a begins', 'b begins', 'a ends']);
  expect(log.indexOf('c begins')).toBeGreaterThan(log.indexOf('a ends'));
  expect(lines).toHaveLength(4);
});

test('a step begins when what it needs has ended, and others go before it', async () => {
  const log: string[] = [];
  const of = noted(log);
  await run([of('build'), of('browser', { needs: ['build'] }), of('unit')]);
  expect(log.indexOf('browser begins')).toBeGreaterThan(log.indexOf('build ends'));
  expect(log.indexOf('unit begins')).toBeLessThan(log.indexOf('browser begins'));
});

test('beside a step that is to be alone nothing runs', async () => {
  const log: string[] = [];
  const of = noted(log);
  await run([of('a'), of('alone', { alone: true }), of('b'), of('c')]);
  const begins = log.indexOf('alone begins');
  expect(log[begins + 1]).toBe('alone ends');
  expect(new Set(log).size).toBe(8);
});
