import type { Command } from '../command.ts';
import { down } from './down.ts';
import { status } from './status.ts';
import { up } from './up.ts';

/** Every command of `atelier db`, in the order of the help. */
export const dbCommands: readonly Command[] = [status, up, down];
