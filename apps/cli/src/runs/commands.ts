import type { CommandArea } from '../kernel/command.ts';

/** `atelier verify`: a word that is a command by itself. */
export const verifyCommand: CommandArea = {
  word: 'verify',
  summary: 'Check the archive of a sealed run; no database is needed.',
  commands: [
    {
      name: '',
      summary: 'Check the archive of a sealed run; no database is needed.',
      load: async () => (await import('./verify.ts')).verify,
    },
  ],
  unknownNames: [],
};

/** `atelier runs`. */
export const runsCommands: CommandArea = {
  word: 'runs',
  summary: 'Bring over what an older test lab kept.',
  commands: [
    {
      name: 'import-legacy',
      summary: 'Bring over projects, checklists and results of the first generation.',
      load: async () => (await import('./import-legacy.ts')).importLegacyCommand,
    },
  ],
  unknownNames: ['ERR_FAIL_REASON_NOT_FOUND'],
};
