import type { AttachedOutcome } from './attached-files.ts';
import type { BackupManifest } from './rules/manifest.ts';
import { megabytes } from './show-stages.ts';

/** What a backup has of files, in words. */
export function attachedLines({ attached }: Pick<BackupManifest, 'attached'>): readonly string[] {
  if (attached === undefined) return [];
  const { store, files, size, copied } = attached;
  if (files === null || size === null) {
    return [
      `Files: in ${store}, NOT in the backup, and not looked at. Back that store up by itself.`,
    ];
  }
  const what = `${files} (${megabytes(size)})`;
  if (copied) return [`Files: ${what} of ${store} are in the backup.`];
  return files === 0
    ? [`Files: none in ${store}.`]
    : [`Files: ${what} in ${store} are NOT in the backup: --with-files copies them.`];
}

/** What became of files with a restore, in words: also what was not looked at. */
export function restoredFilesLines(outcome: AttachedOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'unknown':
      return ['Files: the backup says nothing of them, so none were looked at.'];
    case 'elsewhere':
      return [
        outcome.copied
          ? `Files: the backup has those of ${outcome.store}, but now an S3 store is set, and nothing was put there.`
          : `Files: they were in ${outcome.store}, and none were looked at.`,
        checkAdvice,
      ];
    case 'restored':
      return [
        `Files: ${outcome.added} put back, with their SHA-256 checked; ${outcome.there} were there, by name and size.`,
      ];
    case 'compared': {
      const { same, before, now } = outcome;
      if (same) {
        return [
          `Files: not in the backup; the folder has the same ${now.files} as then, by name and size.`,
        ];
      }
      const was = `${before.files} (${megabytes(before.size)})`;
      return [
        `Files: not in the backup, and the folder is NOT as it was: ${was} then, ${now.files} (${megabytes(now.size)}) now.`,
        checkAdvice,
      ];
    }
  }
}

const checkAdvice =
  '  What rows name and is not there, and the reverse, is told by: atelier files check';
