import { recognizedProfiles } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { tableCount } from '@atelier/lifecycle/backup/database-facts.ts';
import type { Attempt } from '@atelier/lifecycle/migrate/attempts.ts';
import type { InterruptedProgress } from '@atelier/lifecycle/migrate/read-half-done.ts';
import { isSettled, stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import type { Mismatch } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { type MigrationStatus, migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import { asTyped } from '@atelier/lifecycle/terminal/failure-line.ts';
import { columns } from '../kernel/columns.ts';
import { type Command, exitCodes } from '../kernel/command.ts';
import { firstLine } from './lint/report-lines.ts';
import { subjectOf } from './migration-progress.ts';

interface Status extends MigrationStatus {
  /** Of anybody's, but for the runner's own. */
  readonly tables: number;
  /** Names of the profiles that stand here and are not adopted. */
  readonly recognized: readonly string[];
}

/** `atelier db status`: where the database stands. */
export const status: Command = {
  usage: '',
  details: [
    'Shows as well what changed since a file was applied, a run that was killed in the middle,',
    'and who migrates this database right now. Changes nothing.',
  ],
  options: {
    'exit-code': { help: 'End with 3 when something is pending, changed or interrupted.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const facts = {
      ...(await migrationStatus(db, { folder: session.migrationsFolder })),
      tables: await tableCount(db),
      recognized: (await recognizedProfiles(db)).map(({ name }) => name),
    };
    const clean =
      facts.pending.length === 0 && facts.mismatches.length === 0 && facts.interrupted === null;
    return {
      facts,
      lines: statusLines(facts, session.program),
      exitCode: input.flag('exit-code') && !clean ? exitCodes.found : exitCodes.done,
    };
  },
};

function statusLines(facts: Status, program: string): string[] {
  const rows = [
    ...facts.applied.map((row) => [
      { run: 'applied', stamp: 'adopted', script: 'by script' }[row.origin],
      row.name,
      `${row.durationMs} ms`,
      row.appliedBy,
      row.appliedAt.toISOString(),
      row.checksum.slice(0, 12),
    ]),
    ...facts.pending.map((name) => ['pending', name]),
  ];
  return [
    `Revision: ${facts.revision ?? unmanaged(facts, program)}`,
    ...(rows.length > 0 ? ['', ...columns(rows)] : []),
    ...(facts.mismatches.length === 0 ? [] : ['', ...facts.mismatches.map(mismatchLine)]),
    ...interruptedLines(facts, program),
    ...(facts.nextStep === null ? [] : ['', asTyped(stepError(facts.nextStep), program)]),
    ...(facts.runner === null
      ? []
      : ['', `Being migrated now by process ${facts.runner.pid} (${facts.runner.application}).`]),
  ];
}

function unmanaged({ tables, recognized }: Status, program: string): string {
  if (tables === 0) return 'none; the database is empty';
  const known =
    recognized.length > 0
      ? `, recognised: ${recognized.join(', ')} (see: ${program} db baseline)`
      : '';
  return `none; not managed yet: ${count(tables, 'table')}${known}`;
}

function mismatchLine(mismatch: Mismatch): string {
  const { kind, name } = mismatch;
  if (kind === 'edited') return `✗ ${name} was edited after it was applied.`;
  if (kind === 'missing') return `✗ ${name} is applied, and its file is not here.`;
  return `✗ ${name} is pending, and stands before ${mismatch.newest}, which is applied.`;
}

function interruptedLines(
  { applied, interrupted, interruptedProgress }: Status,
  program: string,
): string[] {
  if (interrupted === null) return [];
  const { name, profile, direction, runner, startedAt, outcome, error } = interrupted;
  const how = outcome === 'failed' ? `failed (${error})` : 'was killed';
  const when = `by ${runner} at ${startedAt.toISOString()} ${how}.`;
  if (profile !== null) {
    const again = `${program} db adopt ${profile}${direction === 'up' ? '' : ' --release'}`;
    return [
      '',
      `✗ ${subjectOf(interrupted)} ${when}`,
      `  It was rolled back; nothing of it is left. Once more: ${again}`,
    ];
  }
  return [
    '',
    `✗ ${name}: ${direction} ${when}`,
    ...(interruptedProgress === null
      ? [
          `  ${isSettled(interrupted, applied) ? settledWords(interrupted) : goneWords(interrupted)}`,
        ]
      : progressLines(interruptedProgress)),
  ];
}

const goneWords = ({ transactional }: Attempt): string =>
  `${transactional ? 'It was rolled back' : 'No statement of it was done'}; nothing of it is left. The next up or down goes on.`;

const settledWords = ({ direction }: Attempt): string =>
  direction === 'up'
    ? 'It counts as applied: somebody has written it to the ledger since.'
    : 'It counts as taken back: somebody has taken it out of the ledger since.';

function progressLines({ done, known, next }: InterruptedProgress): string[] {
  return [
    `  ${done} of ${known} known statements are done${next === null ? '.' : `; next is ${next.number}${next.sql === null ? '.' : ':'}`}`,
    ...(next === null || next.sql === null ? [] : [`    ${firstLine(next.sql)}`]),
  ];
}
