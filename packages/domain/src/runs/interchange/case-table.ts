import type { CaseContent, CaseParameters, CaseStep } from '../case-content.ts';
import { noParameters, readParameters } from '../case-content.ts';
import { coverageLevels } from '../schemas.ts';
import { type ImportedCase, ImportRefusal, withDistinctKeys } from './imported-case.ts';
import type { TableField, TableMapping } from './table-columns.ts';

/** A row of a table, with the line of the file in which it begins. */
export interface TableLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A case as it is written into a table. */
export interface TableCase {
  readonly key: string;
  readonly suite: readonly string[];
  readonly content: CaseContent;
  readonly tags: readonly string[];
  readonly isArchived: boolean;
}

/** The headings of our own table, in their order. */
const ownColumns = [
  ['Key', 'key'],
  ['Suite', 'suite'],
  ['Title', 'title'],
  ['Summary', 'summary'],
  ['Preconditions', 'preconditions'],
  ['Step', 'step'],
  ['Action', 'action'],
  ['Expected', 'expected'],
  ['Data', 'data'],
  ['Shared step', 'shared'],
  ['Artifacts', 'artifacts'],
  ['Common mistakes', 'mistakes'],
  ['Minutes', 'estimate'],
  ['Complexity', 'complexity'],
  ['Mandatory', 'mandatory'],
  ['Tags', 'tags'],
  ['Parameters', 'parameters'],
  ['Archived', 'archived'],
] as const satisfies readonly (readonly [string, TableField])[];

export const caseTableHead: readonly string[] = ownColumns.map(([heading]) => heading);

/** The rows of a case: one for each step, of which the first says all else. */
export function caseTableRows(one: TableCase): readonly (readonly string[])[] {
  const { content } = one;
  const facts: Partial<Record<TableField, string>> = {
    key: one.key,
    suite: one.suite.map(escapedName).join(' > '),
    title: content.title,
    summary: content.summary,
    preconditions: content.preconditions,
    artifacts: linesText(content.artifacts),
    mistakes: linesText(content.mistakes),
    estimate: content.estimatedMinutes === null ? '' : `${content.estimatedMinutes}`,
    complexity: content.complexity === null ? '' : `${content.complexity}`,
    mandatory: content.isMandatory ? 'yes' : 'no',
    tags: linesText(one.tags),
    parameters: content.parameters.columns.length === 0 ? '' : JSON.stringify(content.parameters),
    archived: one.isArchived ? 'yes' : 'no',
  };
  const steps = content.steps.map((step, place) => ({
    step: `${place + 1}`,
    action: step.action,
    expected: step.expected,
    data: step.data,
    shared: step.sharedVersionId ?? '',
  }));
  const [first = {}, ...others] = steps;
  return [{ ...facts, ...first }, ...others].map((row: Partial<Record<TableField, string>>) =>
    ownColumns.map(([, field]) => row[field] ?? ''),
  );
}

/** A cell of a CSV file that no spreadsheet takes for a formula, and that reads back as it was. */
export function safeCell(value: string): string {
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const plainCell = (value: string) =>
  /^'+[=+\-@\t\r\n＝＋－＠]/.test(value) ? value.slice(1) : value;

/**
 * The cases in somebody's table: a row begins a case, or, where it names neither a case nor its title, adds a step to
 * the one before. A step with several numbered lines is several steps.
 */
export function casesOfTable(
  source: string,
  head: readonly string[],
  rows: Iterable<TableLine>,
  mapping: TableMapping,
): readonly ImportedCase[] {
  const fields = head.map((heading) => mapping[heading]);
  if (!fields.includes('title')) throw new ImportRefusal('no_mapping', 1, 'title');
  const cases: Draft[] = [];
  for (const { line, cells } of rows) {
    const row: Partial<Record<TableField, string>> = {};
    for (const [place, field] of fields.entries()) {
      if (field !== undefined) row[field] = plainCell(cells[place] ?? '');
    }
    const last = cases.at(-1);
    const isFurther = !row.key?.trim() && !row.title?.trim();
    if (isFurther && last === undefined) throw new ImportRefusal('no_title', line);
    if (!isFurther) cases.push({ row, line, steps: stepsOf(row) });
    else last?.steps.push(...stepsOf(row));
  }
  const isOurs = caseTableHead.every((heading) => head.includes(heading));
  const read = cases.map((draft) => caseOf(source, draft, isOurs));
  return withDistinctKeys(read);
}

interface Draft {
  readonly row: Partial<Record<TableField, string>>;
  readonly line: number;
  readonly steps: CaseStep[];
}

function caseOf(source: string, { row, line, steps }: Draft, isOurs: boolean): ImportedCase {
  const { key = '', title = '' } = row;
  const suite = suitePath(row.suite ?? '');
  const own = key.trim();
  const number = (field: 'estimate' | 'complexity') => {
    const text = (row[field] ?? '').trim();
    const [minutes] = /^\d+/.exec(text) ?? [];
    if (text !== '' && minutes === undefined) throw new ImportRefusal('bad_value', line, field);
    return minutes === undefined ? null : Number(minutes);
  };
  const has = (field: TableField) => row[field] !== undefined;
  const tags = [...tagsOf(row.tags ?? ''), ...levelOf(row.level)];
  const hasSteps = has('action') || has('expected') || has('step');
  return {
    line,
    suite: suite.length === 0 ? ['Import'] : suite,
    externalKey:
      own === '' ? `${source}:${[...suite, title.trim()].join(' > ')}` : `${source}:${own}`,
    ...(isOurs && own !== '' && { ownKey: own }),
    content: {
      title: title.trim(),
      ...(has('summary') && { summary: row.summary ?? '' }),
      ...(has('preconditions') && { preconditions: row.preconditions ?? '' }),
      ...(hasSteps && { steps }),
      ...(has('artifacts') && { artifacts: linesOf(row.artifacts ?? '') }),
      ...(has('mistakes') && { mistakes: linesOf(row.mistakes ?? '') }),
      ...(has('estimate') && { estimatedMinutes: number('estimate') }),
      ...(has('complexity') && { complexity: number('complexity') }),
      ...(has('mandatory') && { isMandatory: isYes(row.mandatory ?? '') }),
      ...(has('parameters') && { parameters: parametersOf(row.parameters ?? '', line) }),
    },
    ...((has('tags') || has('level')) && { tags }),
    ...(has('archived') && { isArchived: isYes(row.archived ?? '') }),
  };
}

/** One step, or several where it has numbers of its own and nobody says which step it is. */
function stepsOf(row: Partial<Record<TableField, string>>): CaseStep[] {
  const { action = '', expected = '', data = '', shared = '', step } = row;
  const isNumbered = step !== undefined && step.trim() !== '';
  if (!isNumbered && `${action}${expected}${data}`.trim() === '') return [];
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(shared) ? shared : null;
  if (isNumbered) return [{ action, expected, data, sharedVersionId: uuid }];
  const [actions, results] = [numbered(action), numbered(expected)];
  return Array.from({ length: Math.max(actions.length, results.length, 1) }, (_, place) => ({
    action: actions[place] ?? '',
    expected: results[place] ?? '',
    data: place === 0 ? data : '',
    sharedVersionId: uuid,
  }));
}

/** `1. Open it\n2. Close it` in two. */
function numbered(text: string): readonly string[] {
  if (!/^\s*1[.)]\s/.test(text)) return text.trim() === '' ? [] : [text.trim()];
  return text
    .split(/^\s*\d+[.)]\s+/m)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A name with `>` in it keeps it. */
const escapedName = (name: string) => name.replaceAll('\\', '\\\\').replaceAll('>', '\\>');

function suitePath(text: string): readonly string[] {
  const names: string[] = [''];
  for (const [piece] of text.matchAll(/\\[\\>]|[^\\>]+|>|\\/g)) {
    if (piece === '>') names.push('');
    else names[names.length - 1] += /^\\[\\>]$/.test(piece) ? piece.slice(1) : piece;
  }
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** Lines as text; as JSON where a line is not one, or looks like that. */
function linesText(lines: readonly string[]): string {
  const isPlain = lines.every((line) => /^[^[\s,;][^\n,;]*$/.test(line) && line.trim() === line);
  return isPlain ? lines.join('\n') : JSON.stringify(lines);
}

function linesOf(text: string): readonly string[] {
  if (text.startsWith('[')) {
    const read: unknown = parsedJson(text);
    if (Array.isArray(read) && read.every((line) => typeof line === 'string')) return read;
  }
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Tags also with commas between them. */
const tagsOf = (text: string) =>
  linesOf(text.startsWith('[') ? text : text.replaceAll(/[,;]/g, '\n'));

function parametersOf(text: string, line: number): CaseParameters {
  if (text.trim() === '') return noParameters;
  const read = parsedJson(text);
  if (read === undefined) throw new ImportRefusal('bad_value', line, 'parameters');
  return readParameters(read);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function levelOf(text = ''): readonly string[] {
  const level = text.trim().toUpperCase();
  return coverageLevels.filter((each) => each === level);
}

const isYes = (text: string) => /^\s*(yes|y|true|1|да|x)\s*$/i.test(text);
