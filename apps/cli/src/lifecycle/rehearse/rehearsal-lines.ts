import type { Finding } from '@atelier/lifecycle/lint/rules/lint-migrations.ts';
import type {
  RehearsedMigration,
  RehearsedStatement,
} from '@atelier/lifecycle/rehearse/rehearse-on.ts';
import { type HeldLock, lockModes } from '@atelier/lifecycle/rehearse/rules/locks.ts';
import { columns } from '../../kernel/columns.ts';
import { firstLine } from '../lint/report-lines.ts';

/** Prints migrations one after the other; what a rule says for itself is said where it is named first. */
export function rehearsalPrinter(
  findings: readonly Finding[],
): (migration: RehearsedMigration) => readonly string[] {
  const said = new Set<string>();
  const briefly = ({ rule, subject, why }: Finding): string => {
    const what = `${rule}${subject === null ? '' : ` (${subject})`}`;
    if (said.has(why)) return what;
    said.add(why);
    return `${what}: ${why}`;
  };
  return (migration) => rehearsalLines(migration, findings, briefly);
}

/** A rehearsed migration as it is printed: its statements, the locks of each, and the lint beside them. */
function rehearsalLines(
  migration: RehearsedMigration,
  findings: readonly Finding[],
  briefly: (finding: Finding) => string,
): readonly string[] {
  const { name, transactional, durationMs, statements, worstLock, failure } = migration;
  const both = findings.filter((finding) => finding.migration === name);
  const own = both.filter(({ direction }) => direction === 'up');
  const down = both.filter(({ direction }) => direction === 'down');
  const how = transactional ? 'in one transaction' : 'statement by statement';
  return [
    `${name}: ${statements.length} statements ${how}, ${time(durationMs)}`,
    ...statements.flatMap((statement, place) =>
      statementLines(
        statement,
        place,
        own.filter((finding) => isAbout(finding, statement, place)).map(briefly),
      ),
    ),
    // What was sent here may be other statements than those that were linted, when data decides.
    ...own
      .filter(({ statement, sql }) => statements[statement - 1]?.sql !== sql)
      .map((finding) => `  lint, statement ${finding.statement} there: ${briefly(finding)}`),
    ...down.map(
      (finding) => `  lint, way down, statement ${finding.statement}: ${briefly(finding)}`,
    ),
    `  Worst lock: ${worstLock === null ? 'none on what was there' : lockCells(worstLock).join(', ')}`,
    ...(failure === null ? [] : [`  FAILED: ${failure}`]),
    ...(transactional
      ? []
      : ['  Not covered: locks that were held for less than about 2 ms within a statement.']),
    '',
  ];
}

function statementLines(
  { sql, durationMs, locks }: RehearsedStatement,
  place: number,
  findings: readonly string[],
): readonly string[] {
  const rows = columns(strongest(locks).map(lockCells));
  return [
    `  ${String(place + 1).padStart(3)}  ${time(durationMs).padStart(9)}  ${firstLine(sql)}`,
    ...rows.map((row) => `                  ${row}`),
    ...findings.map((finding) => `                  lint: ${finding}`),
  ];
}

const isAbout = (finding: Finding, { sql }: RehearsedStatement, place: number): boolean =>
  finding.statement === place + 1 && finding.sql === sql;

/** Of each relation the strongest lock; they come strongest first. */
function strongest(locks: readonly HeldLock[]): readonly HeldLock[] {
  return locks.filter(
    ({ relation }, place) => locks.findIndex((lock) => lock.relation === relation) === place,
  );
}

const lockCells = ({ mode, relation, heldMs }: HeldLock): readonly string[] => [
  mode,
  relation,
  `held ${time(heldMs)}`,
  `holds up ${lockModes[mode]}`,
];

const time = (milliseconds: number): string =>
  milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
