import { isRecord } from '../kernel/is-record.ts';

/** What a tester does, and what has to be seen then. */
export interface CaseStep {
  readonly action: string;
  readonly expected: string;
  /** What is typed in or loaded; empty where there is nothing. */
  readonly data: string;
  /** The version of a shared step that it came from, in full as it was then. */
  readonly sharedVersionId: string | null;
}

/** Rows of data with which a case is carried out once each. */
export interface CaseParameters {
  readonly columns: readonly string[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

/** Everything that a version of a test case says. */
export interface CaseContent {
  readonly title: string;
  readonly summary: string;
  readonly preconditions: string;
  readonly steps: readonly CaseStep[];
  /** What a tester hands in: logs, pictures. */
  readonly artifacts: readonly string[];
  readonly mistakes: readonly string[];
  readonly isMandatory: boolean;
  readonly estimatedMinutes: number | null;
  /** 1 to 5. */
  readonly complexity: number | null;
  readonly parameters: CaseParameters;
}

export const noParameters: CaseParameters = { columns: [], rows: [] };

/**
 * Steps as they stand in `steps_json` and `expected_json`. Older programs wrote texts, objects of their own and
 * nothing at all: whatever it is, it is shown.
 */
export function readSteps(steps: unknown, expected: unknown): readonly CaseStep[] {
  const actions = Array.isArray(steps) ? steps : [];
  const wanted = Array.isArray(expected) ? expected : [];
  return Array.from({ length: Math.max(actions.length, wanted.length) }, (_, index) => {
    const step: unknown = actions[index];
    const isObject = isRecord(step);
    const own = isObject ? (step.expected ?? step.expected_result) : undefined;
    return {
      action: textOf(isObject ? (step.action ?? step.step ?? step.text ?? step) : step),
      expected: textOf(own ?? wanted[index]),
      data: isObject ? textOf(step.data) : '',
      sharedVersionId:
        isObject && typeof step.sharedVersionId === 'string' ? step.sharedVersionId : null,
    };
  });
}

/** Lines of `typical_artifacts_json` and the like. */
export function readLines(lines: unknown): readonly string[] {
  return Array.isArray(lines) ? lines.map(textOf).filter((line) => line !== '') : [];
}

/** Rows of `parameters_json`, which only we write. */
export function readParameters(value: unknown): CaseParameters {
  if (!isRecord(value) || !Array.isArray(value.columns) || !Array.isArray(value.rows)) {
    return noParameters;
  }
  return {
    columns: value.columns.map(textOf),
    rows: value.rows.map((row) => (Array.isArray(row) ? row.map(textOf) : [])),
  };
}

/** A text with the values of a row in place of `{{column}}`; a column that there is not stays as it is written. */
export function withParameters(text: string, columns: readonly string[], row: readonly string[]) {
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (written, name: string) => {
    const place = columns.indexOf(name);
    return place === -1 ? written : (row[place] ?? '');
  });
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
