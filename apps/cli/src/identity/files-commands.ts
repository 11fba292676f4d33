import type { CommandArea } from '../kernel/command.ts';

/** `atelier files`. */
export const filesCommands: CommandArea = {
  word: 'files',
  summary: 'Look after the files that are attached to things.',
  commands: [
    {
      name: 'check',
      summary:
        'Hold what is stored against the database, both ways; --repair removes what has no row.',
      load: async () => (await import('./files-check.ts')).filesCheck,
    },
  ],
  unknownNames: [],
};
