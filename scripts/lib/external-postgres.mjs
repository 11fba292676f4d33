import {
  accessSync,
  appendFileSync,
  constants,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { installPackages, inTurn, isRootOnDebian } from './debian.mjs';

/** Where Debian's packages put each version. */
const place = '/usr/lib/postgresql';
const programs = ['initdb', 'postgres', 'pg_ctl', 'pg_dump', 'pg_restore'];
/** Says whether installing a server also makes a cluster, and starts it. */
const clusterConfig = '/etc/postgresql-common/createcluster.conf';

/**
 * The newest PostgreSQL of the machine's packages that has its client tools: the embedded one has none,
 * so backups with pg_dump are tried against this one.
 *
 * @returns {number | undefined} its major version
 */
export function findExternalPostgres(folder = place) {
  /** @type {string[]} */
  let names = [];
  try {
    names = readdirSync(folder);
  } catch {
    // There is none.
  }
  return names
    .map(Number)
    .filter((major) => Number.isInteger(major))
    .sort((a, b) => b - a)
    .find((major) => programs.every((name) => isProgram(join(folder, String(major), 'bin', name))));
}

/**
 * Finds it, or installs Debian's package as root on Debian. Nothing is started, and no cluster made.
 *
 * @param {{onFetch?: () => void}} [options] called before it is fetched
 * @returns {Promise<number | undefined>} its major version; undefined where there is none to be had
 */
export async function ensureExternalPostgres({ onFetch = () => {} } = {}) {
  const found = findExternalPostgres();
  if (found !== undefined || !isRootOnDebian()) return found;
  onFetch();
  await inTurn(async () => {
    await installPackages(['postgresql-common']);
    await withoutNewCluster(() => installPackages(['postgresql']));
  });
  return findExternalPostgres();
}

/** As long as `work` lasts, a server that is installed gets no cluster of its own. */
async function withoutNewCluster(/** @type {() => Promise<unknown>} */ work) {
  let before;
  try {
    before = readFileSync(clusterConfig);
  } catch {
    // Without the common package there is no server either.
    return;
  }
  try {
    appendFileSync(clusterConfig, '\ncreate_main_cluster = false\n');
    await work();
  } finally {
    writeFileSync(clusterConfig, before);
  }
}

function isProgram(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
