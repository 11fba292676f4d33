import { accessSync, constants } from 'node:fs';
import { installPackages, inTurn, isRootOnDebian, withoutServices } from './debian.mjs';

/** Where Debian's package puts it. */
const program = '/usr/sbin/pgbouncer';

function isInstalled() {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds PgBouncer, or installs Debian's package as root on Debian. No service is started.
 *
 * @param {{onFetch?: () => void}} [options] called before it is fetched
 * @returns {Promise<boolean>} whether it is there
 */
export async function ensurePgBouncer({ onFetch = () => {} } = {}) {
  if (isInstalled() || !isRootOnDebian()) return isInstalled();
  onFetch();
  await inTurn(() => withoutServices(() => installPackages(['pgbouncer'])));
  return isInstalled();
}
