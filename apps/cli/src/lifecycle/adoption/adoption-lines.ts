import type { AdoptionPlan, FoundDifference } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { isAcceptedByItself } from '@atelier/lifecycle/adopt/rules/acceptance.ts';
import { fixStatements } from '@atelier/lifecycle/repair/fix-repairs.ts';
import { repairLines } from '@atelier/lifecycle/repair/repair-lines.ts';
import type { Repair } from '@atelier/lifecycle/repair/rules/repair-plan.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import { shellWord } from '@atelier/lifecycle/terminal/shell-word.ts';
import type { CommandInput } from '../../kernel/command.ts';
import type { Session } from '../../kernel/session.ts';
import { isFixedBy, type RepairChoice } from './repair-choice.ts';

/** What keeps the adoption from being done, with what to say about each. */
export function obstacleLines(
  open: RepairChoice['open'],
  repairHelps: (id: string) => boolean,
): readonly string[] {
  if (open.length === 0) return [];
  return [
    'In the way:',
    ...open.map(
      ({ id }) =>
        `  ${id}: ${repairHelps(id) ? 'fix it (--repair), or ' : ''}--accept ${shellWord(id)}`,
    ),
    '',
  ];
}

/** What a later migration asks for, and is not done now. */
export function laterLines(repairs: readonly Repair[]): readonly string[] {
  if (repairs.length === 0) return [];
  return [
    '',
    'To be repaired before the head is reached, now with --repair or afterwards with db repair:',
    ...repairs.flatMap(repairLines).map((line) => `  ${line}`),
  ];
}

/** What the adoption is going to do. */
export function todoLines(
  { profile, expected }: AdoptionPlan,
  choice: RepairChoice,
  accepted: ReadonlySet<string>,
  input: CommandInput,
): string[] {
  const { repairs, fixes, open, kept } = choice;
  return [
    open.length > 0 ? 'Then:' : 'To be done:',
    ...repairs.flatMap(repairLines).map((line) => `  ${line}`),
    ...fixStatements(fixes, 'up').map(({ sql }) => `  ${sql.replaceAll(/\s+/g, ' ')}`),
    ...[...accepted].map((id) => `  accept ${id}`),
    ...kept.map((id) => `  accept ${id}, in which a repair keeps values`),
    `  move the tables, types, sequences and functions of ${profile.name} from public to ${profile.schema}`,
    ...(input.flag('fix-functions') ? ['  change the functions of others as shown'] : []),
    ...expected.stamped.map(({ name }) => `  stamp ${name}`),
    // A migration asks for every repair but that of an invalid index.
    ...(repairs.some(({ kind }) => kind !== 'invalid-index')
      ? ['  stamp the migrations that ask for these repairs']
      : []),
  ];
}

/** In a dry run with repairs: what would still differ behind them. */
export function leftLines(
  { differences }: AdoptionPlan,
  { repairs, fixes, open, kept }: RepairChoice,
  input: CommandInput,
): string[] {
  if (!input.flag('repair')) return [];
  const isGone = (each: FoundDifference) =>
    fixes.some(({ id }) => id === each.id) || repairs.some((one) => isFixedBy(each, one));
  const left = differences.filter((each) => !isGone(each));
  const isOpen = new Set(open.map(({ id }) => id));
  const made = kept.filter((id) => !left.some((each) => each.id === id));
  const lines = [
    ...left.map((each) => {
      const what = isOpen.has(each.id)
        ? 'in the way'
        : isAcceptedByItself(each)
          ? 'left as it is'
          : 'accepted';
      return `  ${each.id}: ${what}`;
    }),
    ...made.map((id) => `  ${id}: made by a repair, to keep values`),
  ];
  if (lines.length === 0) return ['', 'After the repairs nothing differs.'];
  return ['', `After the repairs ${count(lines.length, 'difference')} would be found:`, ...lines];
}

/** The commands that take repairs back, the latest first. */
export const undoCommands = (records: readonly string[]): readonly string[] =>
  records.toReversed().map((record) => `db repair --undo ${record}`);

/** After a failure behind repairs: what stands, and both ways on. */
export function standingLines(session: Session, records: readonly string[]): readonly string[] {
  if (records.length === 0) return [];
  return [
    `Not adopted. ${count(records.length, 'repair')} before it ${records.length === 1 ? 'stands' : 'stand'}, and the same command goes on from there. To take back:`,
    ...undoCommands(records).map((command) => `  ${session.program} ${command}`),
  ];
}
