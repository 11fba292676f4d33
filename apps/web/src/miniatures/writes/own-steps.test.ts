import { expect, it } from 'vitest';
import { createOwnSteps } from './own-steps.ts';

it('sends one command after another, also after one that failed', async () => {
  const steps = createOwnSteps<string>();
  const order: string[] = [];
  const slow = steps.inOrder(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    order.push('slow');
    throw new Error('refused');
  });
  const quick = steps.inOrder(async () => {
    order.push('quick');
    return 7;
  });
  await expect(slow).rejects.toThrow('refused');
  await expect(quick).resolves.toBe(7);
  expect(order).toEqual(['slow', 'quick']);
});

it('gives steps back from the last to the first', () => {
  const steps = createOwnSteps<string>();
  steps.done('first');
  steps.done('second');
  expect(steps.takeLast()).toBe('second');
  expect(steps.takeLast()).toBe('first');
  expect(steps.takeLast()).toBeUndefined();
});
