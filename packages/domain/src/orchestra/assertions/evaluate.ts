import { type Answer, dataOfAnswer, headerOfAnswer, textOfAnswer } from '../answer.ts';
import { milliseconds } from '../duration.ts';
import { type ExpressionTools, evaluateExpression } from '../expression.ts';
import { findByPath, jsonPath } from '../json-path.ts';
import { checkSchema } from '../json-schema.ts';
import { safePattern } from '../safe-regex.ts';
import { findByXPath } from '../xml-path.ts';
import { compare } from './compare.ts';
import { deepEqual, includesAll } from './deep-equal.ts';
import { type Differences, differences } from './difference.ts';
import { preview } from './preview.ts';
import type { Assertion } from './schemas.ts';

/** Why an assertion could not be looked at; it does not hold then. */
export type AssertionFault =
  | 'path'
  | 'pattern'
  | 'schema'
  | 'expression'
  | 'expected'
  | 'not_a_number'
  | 'not_xml'
  | 'no_rows'
  | 'no_time'
  | 'too_much'
  | 'too_long';

/** What came of one assertion. Texts are short, and for people; a value that there is not is null. */
export interface AssertionResult {
  readonly ok: boolean;
  readonly type: Assertion['type'];
  readonly name: string | null;
  readonly soft: boolean;
  readonly expected: string;
  readonly actual: string | null;
  readonly differences: Differences;
  readonly fault: AssertionFault | null;
}

/** What an assertion found: whether it holds, and the two sides. */
interface Finding {
  readonly holds: boolean;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly fault?: AssertionFault;
  /** Where the two are compared as a whole, place by place. */
  readonly isWhole?: boolean;
}

/** Looks whether an assertion, its templates replaced, holds of an answer. Never throws, whatever the answer is. */
export async function evaluateAssertion(
  assertion: Assertion,
  answer: Answer,
  tools: ExpressionTools,
): Promise<AssertionResult> {
  const { holds, expected, actual, fault, isWhole } = await findingOf(assertion, answer, tools);
  return {
    ok: holds,
    type: assertion.type,
    name: assertion.name ?? null,
    soft: assertion.soft,
    expected: preview(expected),
    actual: actual === undefined ? null : preview(actual),
    differences:
      !holds && isWhole === true ? differences(expected, actual) : { lines: [], isCut: false },
    fault: fault ?? null,
  };
}

async function findingOf(
  assertion: Assertion,
  answer: Answer,
  tools: ExpressionTools,
): Promise<Finding> {
  try {
    return assertion.type === 'expression'
      ? await ofExpression(assertion.expression, answer, tools)
      : finding(assertion, answer);
  } catch {
    // A stack that ran out over an answer deeper than anything reads.
    return { holds: false, expected: assertion.type, actual: undefined, fault: 'too_much' };
  }
}

function finding(assertion: Exclude<Assertion, { type: 'expression' }>, answer: Answer): Finding {
  switch (assertion.type) {
    case 'status':
      return ofStatus(assertion.value, answer.status);
    case 'jsonPath':
      return ofPath(assertion, answer);
    case 'header':
      return compared(assertion, headerOfAnswer(answer, assertion.header), true);
    case 'body':
      return compared(assertion, dataOfAnswer(answer), false);
    case 'value':
      return compared(assertion, assertion.actual, false);
    case 'xpath':
      return ofXPath(assertion, answer);
    case 'jsonSchema':
      return ofSchema(assertion, answer);
    case 'regex':
      return ofRegex(assertion, answer);
    case 'rows':
      return ofRows(assertion, answer.rows);
    case 'timing':
      return ofTiming(assertion.below, answer.durationMs);
  }
}

type Compared = Extract<Assertion, { type: 'jsonPath' | 'header' | 'body' | 'value' | 'xpath' }>;

function compared(assertion: Compared, actual: unknown, isText: boolean): Finding {
  const { op, value } = assertion;
  const verdict = compare(op, actual, value, isText);
  const expected = value === undefined ? op : op === 'equals' ? value : { [op]: value };
  if (typeof verdict === 'string') return { holds: false, expected, actual, fault: verdict };
  return { holds: verdict, expected, actual, isWhole: op === 'equals' };
}

function ofStatus(value: unknown, actual: unknown): Finding {
  const allowed = Array.isArray(value) ? value : [value];
  const holds = allowed.some((one) => {
    const written = String(one);
    const [, hundreds] = /^([1-5])xx$/i.exec(written) ?? [];
    return hundreds === undefined
      ? String(actual) === written
      : Math.floor(Number(actual) / 100) === Number(hundreds);
  });
  return { holds, expected: value, actual };
}

function ofPath(assertion: Extract<Assertion, { type: 'jsonPath' }>, answer: Answer): Finding {
  const path = jsonPath(assertion.path);
  const expected = assertion.value;
  if (path === null) return { holds: false, expected, actual: undefined, fault: 'path' };
  const found = findByPath(path, dataOfAnswer(answer));
  if (found === null) return { holds: false, expected, actual: undefined, fault: 'too_much' };
  // One place gives its value; a query that may find several gives the list of what it found.
  const value = path.isSingular || isBare(assertion.op) ? found[0] : found;
  return compared(assertion, value, false);
}

const isBare = (op: Compared['op']): boolean => op === 'exists' || op === 'absent';

function ofXPath(assertion: Extract<Assertion, { type: 'xpath' }>, answer: Answer): Finding {
  const found = findByXPath(textOfAnswer(answer), assertion.path, assertion.namespaces);
  const expected = assertion.value;
  if (!found.ok) return { holds: false, expected, actual: undefined, fault: found.code };
  const isSingle = found.values.length < 2 && assertion.op !== 'length';
  return compared(assertion, isSingle ? found.values[0] : found.values, true);
}

function ofSchema(assertion: Extract<Assertion, { type: 'jsonSchema' }>, answer: Answer): Finding {
  let value = dataOfAnswer(answer);
  const base = { expected: 'jsonSchema', actual: value } as const;
  if (assertion.path !== undefined) {
    const path = jsonPath(assertion.path);
    if (path === null) return { ...base, holds: false, fault: 'path' };
    const found = findByPath(path, value);
    if (found === null) return { ...base, holds: false, fault: 'too_much' };
    value = path.isSingular ? found[0] : found;
  }
  const verdict = checkSchema(assertion.schema, value);
  if (!verdict.ok) return { ...base, holds: false, fault: verdict.code };
  const faults = verdict.faults.map(({ at, keyword, message }) => `${at} ${keyword}: ${message}`);
  if (faults.length === 0) return { holds: true, expected: 'jsonSchema', actual: value };
  return { holds: false, expected: [], actual: faults, isWhole: true };
}

function ofRegex(assertion: Extract<Assertion, { type: 'regex' }>, answer: Answer): Finding {
  const { pattern, flags, of, negate } = assertion;
  const expected = negate ? { not: pattern } : pattern;
  const compiled = safePattern(pattern, flags);
  const text = of === 'body' ? textOfAnswer(answer) : headerText(answer, of.header);
  if (compiled === null) return { holds: false, expected, actual: text, fault: 'pattern' };
  if (text === undefined) return { holds: negate, expected, actual: undefined };
  const found = compiled.find(text);
  if (found === undefined) return { holds: false, expected, actual: text, fault: 'too_much' };
  return { holds: (found !== null) !== negate, expected, actual: found?.[0] ?? text };
}

function headerText(answer: Answer, name: string): string | undefined {
  const value = headerOfAnswer(answer, name);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

const maxRows = 5000;

function ofRows(assertion: Extract<Assertion, { type: 'rows' }>, rows: unknown): Finding {
  const { op, value: expected } = assertion;
  if (!Array.isArray(rows)) return { holds: false, expected, actual: rows, fault: 'no_rows' };
  if (op === 'count') {
    const holds = rows.length === Number(expected);
    return { holds, expected: { count: expected }, actual: rows.length };
  }
  if (!Array.isArray(expected)) return { holds: false, expected, actual: rows, fault: 'expected' };
  if (op === 'equals')
    return { holds: deepEqual(rows, expected), expected, actual: rows, isWhole: true };
  if (rows.length > maxRows || expected.length > maxRows)
    return { holds: false, expected, actual: rows, fault: 'too_much' };
  return { holds: holdsRows(op, rows, expected), expected: { [op]: expected }, actual: rows };
}

/** Each expected row is found once: two that are the same want two. */
function holdsRows(
  op: 'sameRows' | 'contains',
  rows: readonly unknown[],
  expected: readonly unknown[],
) {
  if (op === 'sameRows' && rows.length !== expected.length) return false;
  const left = [...rows];
  return expected.every((wanted) => {
    const place = left.findIndex((row) =>
      op === 'contains' ? includesAll(row, wanted) : deepEqual(row, wanted),
    );
    if (place !== -1) left.splice(place, 1);
    return place !== -1;
  });
}

function ofTiming(below: unknown, actual: unknown): Finding {
  const limit = milliseconds(below);
  const expected = { below };
  if (limit === null) return { holds: false, expected, actual, fault: 'expected' };
  if (typeof actual !== 'number') return { holds: false, expected, actual, fault: 'no_time' };
  return { holds: actual < limit, expected: { below: `${limit}ms` }, actual: `${actual}ms` };
}

async function ofExpression(
  written: string,
  answer: Answer,
  tools: ExpressionTools,
): Promise<Finding> {
  const result = await evaluateExpression(written, answer, tools);
  if (result.ok) return { holds: result.value === true, expected: true, actual: result.value };
  const fault =
    result.code === 'too_much' || result.code === 'too_long' ? result.code : 'expression';
  return { holds: false, expected: true, actual: result.message, fault };
}
