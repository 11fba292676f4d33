import type { AdoptionPlan, FoundDifference } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { isAcceptedByItself } from '@atelier/lifecycle/adopt/rules/acceptance.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';

/** What was found, for people: ours, what differs, and what others have around it. */
export function inventoryLines(plan: AdoptionPlan): string[] {
  const { profile, expected, found, differences, ownBodies } = plan;
  const tables = (all: readonly { readonly kind: string }[]) =>
    all.filter(({ kind }) => kind === 'table').length;
  return [
    `Profile ${profile.name}: ${tables(found)} of its ${tables(expected.objects)} tables stand in public, with ${
      found.length - tables(found)
    } types, sequences and functions.`,
    '',
    differences.length === 0
      ? 'Everything it owns is as expected.'
      : `${count(differences.length, 'difference')} from ${expected.stamped.at(-1)?.name}:`,
    ...differences.flatMap(differenceLines),
    ...ownBodies.map(
      ({ object }) => `The function ${object.name} has a body of its own, and keeps it.`,
    ),
    '',
    ...surroundingLines(plan),
  ];
}

/** A difference, what was expected, and what was found. */
export function differenceLines(difference: FoundDifference): string[] {
  const { id, expected, actual } = difference;
  return [
    `  ${id}${isAcceptedByItself(difference) ? ' (only an order: left as it is)' : ''}`,
    `    expected  ${oneLine(expected) ?? 'nothing'}`,
    `    found     ${oneLine(actual) ?? 'nothing'}`,
  ];
}

function surroundingLines({ surroundings, fixes, profile }: AdoptionPlan): string[] {
  const { foreignTables, foreignKeys, views, functions } = surroundings;
  const lines = [
    `Of others in public, left as they are: ${count(foreignTables.length, 'table')}${listed(foreignTables)}`,
    `  ${count(foreignKeys.length, 'foreign key')} of theirs into ours, which stay in force:`,
    ...foreignKeys.map(({ table, name, definition }) => `    ${table}.${name}: ${definition}`),
    `  ${count(views.length, 'view')} over ours, which follow the tables${listed(views)}`,
  ];
  if (functions.length === 0) return lines;
  return [
    ...lines,
    '',
    `Warning: ${count(functions.length, 'function')} of others name our tables in their text, and will not find them in`,
    `the schema ${profile.schema}. With --fix-functions they are changed as shown; otherwise change them yourself.`,
    ...fixes.flatMap(({ identity, statements }, index) => {
      const triggers = functions[index]?.triggers ?? [];
      const called = triggers.length > 0 ? ` (called by ${triggers.join(', ')})` : '';
      return [
        `  ${identity}${called}`,
        ...statements.flatMap((statement) => statement.split('\n').map((line) => `    ${line}`)),
      ];
    }),
  ];
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (${names.join(', ')})`;

const oneLine = (text: string | null): string | undefined => text?.replaceAll(/\s+/g, ' ').trim();
