import { existsSync } from 'node:fs';
import { installPackages, inTurn, isRootOnDebian, withoutServices } from './debian.mjs';

const programs = ['/usr/bin/patroni', '/usr/bin/etcd', '/usr/lib/postgresql/15/bin/pg_basebackup'];
const packages = ['patroni', 'etcd-server', 'postgresql-15', 'iproute2'];

const areThere = () => programs.every((program) => existsSync(program));

/**
 * Finds Patroni, etcd and PostgreSQL's own programs, or installs Debian's packages as root on Debian. No service is
 * started.
 *
 * @returns {Promise<boolean>} whether all are there
 */
export async function ensurePatroni() {
  if (areThere() || !isRootOnDebian()) return areThere();
  await inTurn(() => withoutServices(() => installPackages(packages)));
  return areThere();
}
