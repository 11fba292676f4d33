/** Of the area's part of the start page; fetched with it. */
export const en = {
  well: 'All is well',
  current: 'The database is up to date',
  currentText: 'All migrations are applied.',
  blocked: 'An update of the database was interrupted, or its files do not fit',
  blockedText: 'Nothing can be applied until this is mended.',
  migrating: 'The database is being updated now',
  pending_one: '{{count, number}} migration is waiting',
  pending_other: '{{count, number}} migrations are waiting',
  drift_one: '{{count, number}} difference from what the migrations build',
  drift_other: '{{count, number}} differences from what the migrations build',
  noBackup: 'There is no backup yet',
  noBackupText: 'The page about the database says how one is made.',
  backup_one: 'The last backup is {{count, number}} day old',
  backup_other: 'The last backup is {{count, number}} days old',
  backupToday: 'The last backup is of today',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'lifecycle-waiting': typeof en;
  }
}
