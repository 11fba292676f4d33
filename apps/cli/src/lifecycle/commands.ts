import type { Command } from '../kernel/command.ts';
import { adopt } from './adopt.ts';
import { backup } from './backup.ts';
import { backups } from './backups.ts';
import { baseline } from './baseline.ts';
import { convertIds } from './convert-ids.ts';
import { down } from './down.ts';
import { drift } from './drift.ts';
import { lint } from './lint.ts';
import { rehearse } from './rehearse.ts';
import { repair } from './repair.ts';
import { init, reset } from './reset.ts';
import { restore } from './restore.ts';
import { seed } from './seed.ts';
import { sql } from './sql.ts';
import { stamp } from './stamp.ts';
import { status } from './status.ts';
import { up } from './up.ts';

/** Every command of `atelier db`, in the order of the help. */
export const dbCommands: readonly Command[] = [
  backup,
  restore,
  backups,
  status,
  up,
  down,
  sql,
  baseline,
  adopt,
  stamp,
  drift,
  repair,
  convertIds,
  lint,
  rehearse,
  init,
  reset,
  seed,
];
