import type { Backup } from '@atelier/db/lifecycle/backups/backup-folder.ts';
import { megabytes } from './stage-words.ts';

/** One backup in the list: name, age, size, reason, database, revision, and whether it is good. */
export function backupLine({ name, manifest }: Backup, now: number): string {
  const { damage, verifiedAt, createdAt, size, reason, source, revision } = manifest;
  const state =
    damage !== null ? `DAMAGED: ${damage}` : verifiedAt !== null ? 'verified' : 'NOT verified';
  return [
    `  ${name}`,
    `${age(now - Date.parse(createdAt))} old`,
    megabytes(size),
    reason,
    `of ${source}`,
    `revision ${revision ?? 'none'}`,
    state,
  ].join('  ');
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function age(milliseconds: number): string {
  for (const [unit, length] of units) {
    const count = Math.floor(milliseconds / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}
