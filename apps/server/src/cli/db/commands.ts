import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { down } from './down.ts';
import { lint } from './lint.ts';
import { sql } from './sql.ts';
import { status } from './status.ts';
import { up } from './up.ts';

/** Every command of `atelier db`, in the order of the help. */
export const dbCommands: readonly Command[] = [backup, status, up, down, sql, lint];
