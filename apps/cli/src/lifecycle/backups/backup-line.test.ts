import { megabytes } from '@atelier/lifecycle/backup/show-stages.ts';
import { expect, test } from 'vitest';
import { backupLines, type Listed } from './backup-line.ts';

const listed = (name: string, manifest: Partial<Listed['manifest']>): Listed => ({
  name,
  manifest: {
    createdAt: '2026-11-21T04:00:00.000Z',
    size: 68_400_000,
    reason: 'manual',
    source: 'embedded',
    revision: '20261121040200_time_baseline',
    verifiedAt: '2026-11-21T04:00:01.000Z',
    damage: null,
    ...manifest,
  },
});

test('backups stand in columns, and a reason that the name says is not repeated', () => {
  const lines = backupLines(
    [
      listed('20261121T040000Z-manual', {}),
      listed('20261121T030000Z-before-up', {
        createdAt: '2026-11-21T03:00:00.000Z',
        reason: 'before up',
        size: 45_100,
        revision: null,
        damage: 'ERR_BACKUP_CHANGED',
      }),
    ],
    Date.parse('2026-11-21T04:00:45.000Z'),
  );
  expect(lines).toEqual([
    '  20261121T040000Z-manual     45 seconds old  68.4 MB  verified                     revision 20261121040200_time_baseline  of embedded',
    '  20261121T030000Z-before-up  1 hour old      46 kB    DAMAGED: ERR_BACKUP_CHANGED  no revision                            of embedded',
  ]);
});

test.each([
  [0, '0 kB'],
  [999_000, '999 kB'],
  [999_600, '1.0 MB'],
  [68_400_000, '68.4 MB'],
])('%d bytes', (bytes, words) => {
  expect(megabytes(bytes)).toBe(words);
});
