import type { Command } from '../command.ts';
import { status } from './status.ts';

/** Every command of `atelier db`, in the order of the help. */
export const dbCommands: readonly Command[] = [status];
