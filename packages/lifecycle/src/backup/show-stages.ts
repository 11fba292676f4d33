import type { Progress } from '../terminal/progress.ts';
import type { BackupStage, OnStage } from './stage.ts';

/** Shows a backup's stages: a line for each kind, which says how far it is. */
export function showStages(progress: Progress): OnStage {
  let shown: string | undefined;
  return (stage) => {
    if (stage.kind === 'left-out') {
      const words = stage.mode === 'trial' ? 'Left out of the trial' : 'NOT restored';
      progress.note(
        `${words}, since this role may not make it, or it refuses any other database: ${stage.what.join(', ')}`,
      );
      return;
    }
    const kind = 'of' in stage ? `${stage.kind} ${stage.of}` : stage.kind;
    if (kind === shown) progress.update(wordsOf(stage));
    else progress.begin(wordsOf(stage));
    shown = kind;
  };
}

function wordsOf(stage: Exclude<BackupStage, { kind: 'left-out' }>): string {
  switch (stage.kind) {
    case 'hashing': {
      const what = stage.of === 'database' ? 'Counting and hashing' : 'Comparing what was restored';
      return `${what}: table ${stage.done + 1} of ${stage.all}, ${stage.table}`;
    }
    case 'dumping':
      return `Dumping the database: ${megabytes(stage.bytes)}`;
    case 'pausing':
      return 'Stopping PostgreSQL for the copy';
    case 'copying':
      return `Copying: ${megabytes(stage.bytes)} of ${megabytes(stage.all)}`;
    case 'copying-files':
      return `Copying files: ${megabytes(stage.bytes)} of ${megabytes(stage.all)}`;
    case 'restoring-files':
      return `Putting files back: ${megabytes(stage.bytes)} of ${megabytes(stage.all)}`;
    case 'checking':
      return `Checking checksums: ${megabytes(stage.bytes)} of ${megabytes(stage.all)}`;
    case 'trying-structure':
      return 'Trying whether this role can restore the structure';
    case 'restoring':
      return `Restoring: table ${Math.min(stage.done + 1, stage.all)} of ${stage.all}`;
    case 'starting-copy':
      return 'Starting PostgreSQL on the copy';
    case 'exchanging':
      return 'Exchanging the databases';
  }
}

/** `12.3 MB`, or `45 kB` of what is smaller. */
export function megabytes(bytes: number): string {
  if (bytes < 999_500) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
