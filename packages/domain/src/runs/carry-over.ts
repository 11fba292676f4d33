import { type CaseContent, type CaseStep, withParameters } from './case-content.ts';
import { type ResultContent, type StepResult, worstOf } from './result.ts';

/** A version with the row of its data that an item has. */
export interface PinnedContent {
  readonly content: CaseContent;
  readonly parameterRow: number | null;
}

/**
 * What of a result still holds for another version of the case: all of it where every step reads as before, and what
 * was recorded of the steps that do where some are. Null for nothing.
 */
export function carriedResult(
  was: PinnedContent,
  is: PinnedContent,
  result: ResultContent,
): ResultContent | null {
  const [before, after] = [filledSteps(was), filledSteps(is)];
  const isSame = before.length === after.length && before.every((step, at) => step === after[at]);
  if (isSame) return result;
  const steps = carriedSteps(before, after, result.steps);
  const status = worstOf(steps);
  if (status === undefined) return null;
  return {
    ...result,
    status,
    failReasonCode: status === 'fail' ? result.failReasonCode : null,
    steps,
  };
}

/** Steps that read alike are the same, in their order; of several alike the first is the first. */
function carriedSteps(
  before: readonly string[],
  after: readonly string[],
  results: readonly (StepResult | null)[],
): readonly (StepResult | null)[] {
  const left = before.map((text, place) => ({ text, result: results[place] ?? null }));
  return after.map((text) => {
    const found = left.findIndex((step) => step.text === text);
    if (found === -1) return null;
    return left.splice(found, 1)[0]?.result ?? null;
  });
}

/** Each step as a tester reads it. */
function filledSteps({ content, parameterRow }: PinnedContent): readonly string[] {
  return content.steps.map((step) => JSON.stringify(filledStep(step, content, parameterRow)));
}

/** A step with the values of a row of data in place of its parameters. */
export function filledStep(
  { action, expected, data }: CaseStep,
  { parameters: { columns, rows } }: CaseContent,
  parameterRow: number | null,
): Pick<CaseStep, 'action' | 'expected' | 'data'> {
  const row = parameterRow === null ? undefined : rows[parameterRow];
  const filled = (text: string) => (row === undefined ? text : withParameters(text, columns, row));
  return { action: filled(action), expected: filled(expected), data: filled(data) };
}
