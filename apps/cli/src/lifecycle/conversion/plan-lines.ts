import { typeAfter } from '@atelier/lifecycle/convert/expressions.ts';
import { inPlaceGroups, type StatementGroup } from '@atelier/lifecycle/convert/groups.ts';
import type { ConversionPlan } from '@atelier/lifecycle/convert/plan.ts';
import { confidence } from '@atelier/lifecycle/convert/rules/decide-reference.ts';
import {
  columnName,
  type Evidence,
  type IdColumn,
  tablesPointedAt,
} from '@atelier/lifecycle/convert/rules/id-column.ts';
import { columns as table } from '../../kernel/columns.ts';

/** What a conversion is going to do, as it is read before it is confirmed. */
export function planLines(plan: ConversionPlan): readonly string[] {
  const { columns, keys, dependents, functions, leftAlone, notLookedInto, request } = plan;
  const tables = new Set(columns.map((each) => `${each.table.schema}.${each.table.name}`));
  const parked = dependents.filter(({ after }) => after === undefined);
  const count = (kind: string): number => dependents.filter((each) => each.kind === kind).length;
  const kinds = [...new Set(dependents.map(({ kind }) => kind))].map(
    (kind) => `${count(kind)} × ${kind}`,
  );
  return [
    `${plan.profile.names[0]} to ${request.target}: ${columns.length} columns of ${tables.size} tables, ${keys.length} keys`,
    '',
    ...table(columns.map((column) => columnCells(column, plan))),
    ...undecidedLines(plan),
    ...section('Cannot be carried over:', plan.unsupported),
    ...section(
      'UUIDs already, and left as they are though their names are those of references:',
      leftAlone,
    ),
    ...section('Not looked into, whatever ids the JSON may hold:', notLookedInto),
    ...section('Functions, called before and after:', functions.map(functionLine)),
    ...section(
      'Kept in the record until the way back:',
      parked.map(({ kind, name, parkedFor }) => `${kind} ${name}: ${parkedFor}`),
    ),
    ...(kinds.length > 0 ? ['', `Dropped and made again: ${kinds.join(', ')}`] : []),
  ];
}

/** The statements of a conversion in place, group by group. */
export async function statementLines(plan: ConversionPlan): Promise<readonly string[]> {
  const groups: readonly StatementGroup[] =
    plan.columns.length === 0 ? [] : await inPlaceGroups(plan);
  return groups.flatMap(({ title, statements }) => [
    '',
    `-- ${title}`,
    ...statements.map((statement) => `${statement};`),
  ]);
}

function columnCells(column: IdColumn, { request }: ConversionPlan): readonly string[] {
  const { points, evidence } = column;
  const before = typeAfter(column, request.target === 'uuid' ? 'integer' : 'uuid');
  const way =
    points.shape === 'path'
      ? 'ids in its text'
      : `${before} → ${typeAfter(column, request.target)}`;
  const of = tablesPointedAt(points).join(' | ');
  const whose = points.shape === 'variant' ? `${of}, told by ${points.by}` : of;
  return [`  ${columnName(column)}`, way, whose, evidenceWords(evidence)];
}

function evidenceWords(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'key':
      return 'the key';
    case 'profile':
      return 'known from the profile';
    case 'told':
      return 'said by --reference';
    case 'recorded':
      return 'converted before';
    case 'foreign key':
      return `foreign key ${evidence.constraint}`;
    case 'name':
    case 'value': {
      const { values, found } = evidence;
      const sure = confidence({ to: '', by: evidence.kind, values, found });
      return `by ${evidence.kind}: ${found} of ${values} values are in the key, confidence ${sure}`;
    }
  }
}

function undecidedLines({ undecided }: ConversionPlan): readonly string[] {
  const lines = undecided.flatMap((column) =>
    column.candidates.map((candidate) => {
      const { to, by, values, found } = candidate;
      return `${columnName(column)} (${column.type}): ${to}? by ${by}, ${found} of ${values} values are in the key, confidence ${confidence(candidate)}`;
    }),
  );
  return section('To be said by --reference or --not-reference:', lines);
}

function functionLine({
  row,
  ids,
  dependent,
  signatureAfter,
}: ConversionPlan['functions'][number]): string {
  const changed =
    signatureAfter === row.signature ? row.signature : `${row.signature} → ${signatureAfter}`;
  const named = row.parameters.every(({ name }) => name !== '');
  const held = [...ids.variables]
    .filter(([name]) => name !== '' && !(named && name.startsWith('$')))
    .map(([name, of]) => `${name} of ${of}`);
  if (ids.returns !== undefined) held.push(`returns ${ids.returns}`);
  const what = dependent === undefined ? 'stays as it is' : 'written anew';
  return [`${changed}: ${what}`, ...held].join(', ');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** The plan for `--json`. */
export function planFacts(plan: ConversionPlan): object {
  const { columns, undecided, unsupported, leftAlone, notLookedInto, dependents, functions } = plan;
  return {
    profile: plan.profile.names[0],
    target: plan.request.target,
    columns,
    undecided,
    unsupported,
    leftAlone,
    notLookedInto,
    objects: dependents.map(({ kind, name, after }) => ({
      kind,
      name,
      parked: after === undefined,
    })),
    functions: functions.map(({ row, signatureAfter }) => ({
      before: row.signature,
      after: signatureAfter,
    })),
  };
}
