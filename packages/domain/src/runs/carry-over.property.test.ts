import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carriedResult } from './carry-over.ts';
import { type CaseContent, noParameters } from './case-content.ts';
import type { ResultContent } from './result.ts';

function content(actions: readonly string[]): CaseContent {
  return {
    ...{ title: 'Boots', summary: '', preconditions: '', artifacts: [], mistakes: [] },
    ...{ isMandatory: true, estimatedMinutes: null, complexity: null, parameters: noParameters },
    steps: actions.map((action) => ({ action, expected: '', data: '', sharedVersionId: null })),
  };
}
const pinned = (actions: readonly string[]) => ({ content: content(actions), parameterRow: null });

const actions = fc.array(fc.constantFrom('plug', 'wait', 'open', 'close'), { maxLength: 6 });
const statuses = fc.array(fc.option(fc.constantFrom('ok' as const, 'fail' as const)), {
  maxLength: 6,
});

function result(steps: readonly ('ok' | 'fail' | null)[]): ResultContent {
  return {
    ...{ status: 'fail', failReasonCode: 'firmware_bug', comment: 'dark', measuredValue: null },
    defects: [],
    steps: steps.map((status) => ({ status, comment: `was ${status}`, measuredValue: null })),
  };
}

test('law: where every step reads as before, everything is carried over', () => {
  fc.assert(
    fc.property(actions, statuses, (steps, recorded) => {
      const was = result(recorded);
      expect(carriedResult(pinned(steps), pinned(steps), was)).toEqual(was);
    }),
  );
});

test('law: nothing is carried to a step that reads otherwise, and nothing twice', () => {
  fc.assert(
    fc.property(actions, actions, statuses, (before, now, recorded) => {
      fc.pre(before.join() !== now.join());
      const was = result(recorded.slice(0, before.length));
      const carried = carriedResult(pinned(before), pinned(now), was);
      const count = (
        steps: ResultContent['steps'] | undefined,
        of: readonly string[],
        action: string,
      ) => (steps ?? []).filter((step, place) => step !== null && of[place] === action).length;
      for (const action of ['plug', 'wait', 'open', 'close']) {
        const kept = count(carried?.steps, now, action);
        expect(kept).toBeLessThanOrEqual(count(was.steps, before, action));
      }
      if (carried?.status === 'ok') expect(carried.failReasonCode).toBeNull();
    }),
  );
});

test('a step that stands elsewhere now keeps what was recorded of it', () => {
  const was = result(['ok', 'fail']);
  const carried = carriedResult(pinned(['plug', 'wait']), pinned(['open', 'plug']), was);
  expect(carried).toMatchObject({ status: 'ok', steps: [null, { status: 'ok' }] });
});
