import type { CommandArea } from '../kernel/command.ts';

/** `atelier db`, in the order of the help. */
export const databaseCommands: CommandArea = {
  word: 'db',
  summary: 'Look after the database: migrations, backups, drift, adoption.',
  commands: [
    {
      name: 'backup',
      summary: 'Make a backup, and verify it by restoring it aside.',
      load: async () => (await import('./backup.ts')).backup,
    },
    {
      name: 'restore',
      summary: 'Put a backup in the place of the database; the old one is kept.',
      load: async () => (await import('./restore.ts')).restore,
    },
    {
      name: 'backups',
      summary: 'List the backups; verify or drop one; drop what a restore kept.',
      load: async () => (await import('./backups.ts')).backups,
    },
    {
      name: 'status',
      summary: 'Show which migrations are applied and which are pending.',
      load: async () => (await import('./status.ts')).status,
    },
    {
      name: 'up',
      summary: 'Apply pending migrations.',
      load: async () => (await import('./up.ts')).up,
    },
    {
      name: 'down',
      summary: 'Take the latest migration back, or all behind a revision.',
      load: async () => (await import('./down.ts')).down,
    },
    {
      name: 'sql',
      summary: 'Write migrations as a script for psql.',
      load: async () => (await import('./sql.ts')).sql,
    },
    {
      name: 'baseline',
      summary: 'Compare a database that grew by hand with a profile, and print the inventory.',
      load: async () => (await import('./baseline.ts')).baseline,
    },
    {
      name: 'adopt',
      summary: 'Take over a database that grew by hand, once it is what the profile expects.',
      load: async () => (await import('./adopt.ts')).adopt,
    },
    {
      name: 'stamp',
      summary: 'Write a revision to the ledger, when the schema is that revision’s.',
      load: async () => (await import('./stamp.ts')).stamp,
    },
    {
      name: 'drift',
      summary: 'Compare the database with its migrations, and the models with both.',
      load: async () => (await import('./drift.ts')).drift,
    },
    {
      name: 'repair',
      summary: 'Show known damage and how it would be fixed; --yes fixes it.',
      load: async () => (await import('./repair.ts')).repair,
    },
    {
      name: 'convert-ids',
      summary:
        'Convert the ids of a profile between integers and UUIDs, with everything that points at them.',
      load: async () => (await import('./convert-ids.ts')).convertIds,
    },
    {
      name: 'lint',
      summary: 'Lock-safety rules on every migration.',
      load: async () => (await import('./lint.ts')).lint,
    },
    {
      name: 'rehearse',
      summary: 'Try the pending migrations on a restored backup, and see what they lock.',
      load: async () => (await import('./rehearse.ts')).rehearse,
    },
    {
      name: 'roles',
      summary: 'Give the app a role of its own, which owns nothing; print the SQL or run it.',
      load: async () => (await import('./roles.ts')).roles,
    },
    {
      name: 'init',
      summary: 'A fresh database with demo data: reset, up and seed.',
      load: async () => (await import('./reset.ts')).init,
    },
    {
      name: 'reset',
      summary: 'Take back every migration, with all that its tables hold.',
      load: async () => (await import('./reset.ts')).reset,
    },
    {
      name: 'seed',
      summary: 'Put small demo data into every area that is empty.',
      load: async () => (await import('./seed.ts')).seed,
    },
  ],
  unknownNames: [
    'ERR_BACKUP_UNKNOWN',
    'ERR_CONVERSION_PROFILE_UNKNOWN',
    'ERR_DIFFERENCE_UNKNOWN',
    'ERR_KEPT_DATABASE_UNKNOWN',
    'ERR_MIGRATION_NOT_APPLIED',
    'ERR_MIGRATION_UNKNOWN',
    'ERR_NAME_AMBIGUOUS',
    'ERR_REFERENCE_UNKNOWN',
    'ERR_REPAIR_UNKNOWN',
  ],
};
