import fc from 'fast-check';
import type { CaseContent, CaseStep } from './case-content.ts';

// Few letters, so that two of them are often the same.
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 3 });

export const anyStep: fc.Arbitrary<CaseStep> = fc.record({
  action: text,
  expected: text,
  data: text,
  sharedVersionId: fc.constant(null),
});

export const anyContent: fc.Arbitrary<CaseContent> = fc.record({
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
