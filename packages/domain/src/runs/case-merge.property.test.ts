import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseContent, CaseStep } from './case-content.ts';
import { type CaseField, isSame, mergeContent } from './case-merge.ts';

// Few letters, so that two of them are often the same.
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 3 });

const anyStep: fc.Arbitrary<CaseStep> = fc.record({
  action: text,
  expected: text,
  data: text,
  sharedVersionId: fc.constant(null),
});

const anyContent: fc.Arbitrary<CaseContent> = fc.record({
  title: text,
  summary: text,
  preconditions: text,
  steps: fc.array(anyStep, { maxLength: 5 }),
  artifacts: fc.array(text, { maxLength: 2 }),
  mistakes: fc.array(text, { maxLength: 2 }),
  isMandatory: fc.boolean(),
  estimatedMinutes: fc.option(fc.integer({ min: 1, max: 3 })),
  complexity: fc.option(fc.integer({ min: 1, max: 5 })),
  parameters: fc.record({
    columns: fc.array(text, { maxLength: 1 }),
    rows: fc.constant([]),
  }),
});

const fields = Object.keys(fc.sample(anyContent, 1)[0] ?? {}) as CaseField[];

test('what only one of them changed is as that one left it', () => {
  fc.assert(
    fc.property(anyContent, anyContent, (base, edited) => {
      expect(mergeContent(base, edited, base)).toEqual({ content: edited, conflicts: [] });
      expect(mergeContent(base, base, edited)).toEqual({ content: edited, conflicts: [] });
      expect(mergeContent(base, edited, edited)).toEqual({ content: edited, conflicts: [] });
    }),
  );
});

test('each field is as one of them has it, and a conflict is told exactly where both changed it', () => {
  fc.assert(
    fc.property(anyContent, anyContent, anyContent, (base, mine, theirs) => {
      const { content, conflicts } = mergeContent(base, mine, theirs);
      for (const field of fields.filter((each) => each !== 'steps')) {
        const [was, ours, other] = [base[field], mine[field], theirs[field]];
        const isConflict = !isSame(ours, was) && !isSame(other, was) && !isSame(ours, other);
        expect(conflicts.includes(field)).toBe(isConflict);
        expect(content[field]).toEqual(isConflict || !isSame(ours, was) ? ours : other);
      }
    }),
  );
});

test('steps that nobody moved are merged one by one', () => {
  const step = (action: string) => ({ action, expected: '', data: '', sharedVersionId: null });
  const [base] = fc.sample(anyContent, 1);
  if (!base) throw new Error('there is one');
  const withSteps = (...actions: string[]) => ({ ...base, steps: actions.map(step) });
  const merged = mergeContent(
    withSteps('a', 'b', 'c'),
    withSteps('A', 'b', 'c'),
    withSteps('a', 'b', 'C'),
  );
  expect(merged).toEqual({ content: withSteps('A', 'b', 'C'), conflicts: [] });
  expect(mergeContent(withSteps('a'), withSteps('A'), withSteps('a', 'b')).conflicts).toEqual([
    'steps',
  ]);
});
