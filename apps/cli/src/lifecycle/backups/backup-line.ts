import type { Backup } from '@atelier/lifecycle/backup/backup-folder.ts';
import { megabytes } from '@atelier/lifecycle/backup/show-stages.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import { columns } from '../../kernel/columns.ts';

/** What the list shows of a backup. */
export interface Listed {
  readonly name: string;
  readonly manifest: Pick<
    Backup['manifest'],
    'damage' | 'verifiedAt' | 'createdAt' | 'size' | 'reason' | 'source' | 'revision'
  >;
}

/**
 * The list of backups: name, which ends with the reason, age, size, database, revision, and whether
 * each is good.
 */
export function backupLines(backups: readonly Listed[], now: number): string[] {
  return columns(backups.map((backup) => cells(backup, now))).map((line) => `  ${line}`);
}

function cells({ name, manifest }: Listed, now: number): readonly string[] {
  const { damage, verifiedAt, createdAt, size, reason, source, revision } = manifest;
  const state =
    damage !== null ? `DAMAGED: ${damage}` : verifiedAt !== null ? 'verified' : 'NOT verified';
  return [
    name.endsWith(`-${reason.replaceAll(' ', '-')}`) ? name : `${name} (${reason})`,
    `${age(now - Date.parse(createdAt))} old`,
    megabytes(size),
    state,
    revision === null ? 'no revision' : `revision ${revision}`,
    `of ${source}`,
  ];
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

function age(milliseconds: number): string {
  for (const [unit, length] of units) {
    const number = Math.floor(milliseconds / length);
    if (number > 0) return count(number, unit);
  }
  return 'less than a second';
}
