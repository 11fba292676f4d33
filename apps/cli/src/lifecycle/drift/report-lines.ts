import { type Difference, objectName } from '@atelier/lifecycle/catalog/rules/difference.ts';
import type { DriftReport, ForeignTable } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import type { AcceptedDifference } from '@atelier/lifecycle/records/rules/accepted.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import { classWords } from './class-words.ts';

/** Whether only the columns of a table stand in another order: no statement that names them notices. */
export function isColumnOrder({ class: kind, object }: Difference): boolean {
  return kind === 'order-only' && object.kind === 'table';
}

/**
 * The report in words: what differs, grouped by the object it is in.
 *
 * @param included accepted differences that are to be counted all the same
 */
export function reportLines(
  { revision, schemas, differences, accepted, models, notBuilt, foreign }: DriftReport,
  columnOrderCounts: boolean,
  included: readonly Difference[] = [],
): string[] {
  if (revision === null) {
    return ['No migration is applied, so nothing is expected.', ...foreignLines(foreign)];
  }
  const counted = [...differences, ...included].filter(
    (each) => columnOrderCounts || !isColumnOrder(each),
  );
  const unfixed = counted.filter(({ fix }) => fix === null).length;
  return [
    `Expected is what the migrations up to ${revision} build.`,
    `Compared: ${schemas.join(', ')}`,
    '',
    ...groupLines(differences),
    ...acceptedLines(accepted, included.length > 0),
    ...(models.length === 0 ? [] : ['Models that do not fit their tables:', '']),
    ...groupLines(models),
    summary(counted.length, 'difference'),
    ...(unfixed === 0 ? [] : [`No statement fixes ${unfixed} of them.`]),
    ...(columnOrderCounts || !differences.some(isColumnOrder)
      ? []
      : ['Another order of columns is neither counted nor fixed; --column-order does both.']),
    ...(notBuilt === null
      ? []
      : [`The models are not compared: ${notBuilt.name} fails: ${notBuilt.reason}`]),
    ...(models.length === 0
      ? []
      : [`${summary(models.length, 'difference')} between models and tables.`]),
    ...foreignLines(foreign),
  ];
}

function acceptedLines(accepted: readonly AcceptedDifference[], areCounted: boolean): string[] {
  const groups = new Map<string, AcceptedDifference[]>();
  for (const each of accepted) {
    const by = each.acceptedBy;
    const who =
      by.kind === 'adoption'
        ? `Accepted at the adoption of ${by.profile}`
        : `Made by repair ${by.record}, to keep values`;
    groups.set(who, [...(groups.get(who) ?? []), each]);
  }
  const note = areCounted ? '' : ', and not counted (--include-accepted counts and fixes it)';
  return [...groups].flatMap(([who, group]) => [`${who}${note}:`, '', ...groupLines(group)]);
}

const summary = (number: number, word: string): string =>
  number === 0 ? `No ${word}s.` : `${count(number, word)}.`;

function groupLines(differences: readonly Difference[]): string[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const name = objectName({ ...difference.object, part: null });
    const group = groups.get(name) ?? [];
    group.push(difference);
    groups.set(name, group);
  }
  return [...groups].flatMap(([name, group]) => [name, ...group.flatMap(differenceLines), '']);
}

function differenceLines({ class: kind, object, expected, actual, fix }: Difference): string[] {
  const part = object.part === null ? object.kind : `${object.kind} ${object.part}`;
  return [
    `  ${part}: ${classWords[kind]}`,
    ...textLines('expected', expected),
    ...textLines('actual  ', actual),
    ...(fix === null ? ['    fix      none'] : []),
    ...(fix?.down === null ? ['    fix      irreversible'] : []),
  ];
}

/** A text of several lines goes on below its first. */
function textLines(word: string, text: string | null): string[] {
  const [first = '', ...rest] = (text ?? 'nothing').trimEnd().split('\n');
  return [`    ${word}  ${first}`, ...rest.map((line) => `              ${line}`)];
}

function foreignLines(foreign: readonly ForeignTable[]): string[] {
  if (foreign.length === 0) return [];
  const referring = foreign.filter(({ references }) => references.length > 0);
  const bySchema = new Map<string, number>();
  for (const { schema } of foreign) bySchema.set(schema, (bySchema.get(schema) ?? 0) + 1);
  const counts = [...bySchema].map(([schema, count]) => `${schema} (${count})`).join(', ');
  return [
    `Foreign tables, which are left alone: ${counts}`,
    ...referring.map(
      ({ schema, name, references }) =>
        `  ${schema}.${name} refers to ${[...new Set(references)].join(', ')}`,
    ),
  ];
}
