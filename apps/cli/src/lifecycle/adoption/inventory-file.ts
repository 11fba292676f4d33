import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdoptionPlan } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { openFolder } from '@atelier/lifecycle/backup/take-backup.ts';
import type { Session } from '../../kernel/session.ts';

/**
 * Saves the whole schema as it was found, beside the backups: without rows, as SQL.
 *
 * @returns the file
 */
export async function saveInventory(session: Session, plan: AdoptionPlan): Promise<string> {
  const folder = session.settings.backupDir;
  const now = new Date().toISOString();
  const moment = now.replaceAll(/[-:]|\.\d+/g, '');
  const file = join(folder, `found-${plan.profile.name}-${moment}.sql`);
  await openFolder(session);
  const head = [
    `-- The schema of a database that was found with the tables of ${plan.profile.name}, on ${now}.`,
    '-- Without rows, owners and privileges.',
    'SET check_function_bodies = off;',
  ];
  await writeFile(file, `${head.join('\n')}\n\n${plan.inventory}`);
  return file;
}
