import type { CommandArea } from '../kernel/command.ts';

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
