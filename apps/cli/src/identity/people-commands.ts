import type { CommandArea } from '../kernel/command.ts';

/** `atelier people`. */
export const peopleCommands: CommandArea = {
  word: 'people',
  summary: 'Let somebody in again who has lost every way in.',
  commands: [
    {
      name: 'reset-link',
      summary: 'Print a link, good once for an hour, by which an account gets a new password.',
      load: async () => (await import('./reset-link.ts')).resetLink,
    },
  ],
  unknownNames: ['ERR_ACCOUNT_ABSENT'],
};
