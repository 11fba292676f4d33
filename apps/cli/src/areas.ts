import { auditCommands } from './identity/commands.ts';
import { filesCommands } from './identity/files-commands.ts';
import { peopleCommands } from './identity/people-commands.ts';
import type { CommandArea } from './kernel/command.ts';
import { databaseCommands } from './lifecycle/commands.ts';
import { orchestraCommands } from './orchestra/commands.ts';
import { runsCommands, verifyCommand } from './runs/commands.ts';

/** The areas that have commands, in the order of the help. */
export const areas: readonly CommandArea[] = [
  databaseCommands,
  auditCommands,
  filesCommands,
  peopleCommands,
  verifyCommand,
  runsCommands,
  orchestraCommands,
];
