import type { CommandArea } from '../kernel/command.ts';

/** `atelier audit`, in the order of the help. */
export const auditCommands: CommandArea = {
  word: 'audit',
  summary: 'Check the audit log, and make anchors that prove how long it was.',
  commands: [
    {
      name: 'verify',
      summary: 'Find rows of the audit log that were edited, removed, inserted or moved.',
      load: async () => (await import('./verify.ts')).verify,
    },
    {
      name: 'anchor',
      summary: 'Print where the chains of the audit log end now, signed.',
      load: async () => (await import('./anchor.ts')).anchor,
    },
  ],
  unknownNames: [],
};
