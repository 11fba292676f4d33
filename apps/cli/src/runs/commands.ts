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
