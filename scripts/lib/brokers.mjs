import { accessSync, constants } from 'node:fs';
import { installPackages, inTurn, isRootOnDebian, withoutServices } from './debian.mjs';

/** Where Debian's packages put them, by the name of the package. */
const programs = {
  'rabbitmq-server': '/usr/lib/rabbitmq/bin/rabbitmq-server',
  'nats-server': '/usr/sbin/nats-server',
};

/** The brokers of messages that are not there, by the name of Debian's package. */
export function missingBrokers() {
  return Object.entries(programs)
    .filter(([, program]) => !isProgram(program))
    .map(([name]) => name);
}

/**
 * Finds the brokers of messages, or installs Debian's packages as root on Debian. No service is started.
 *
 * @param {{onFetch?: () => void}} [options] called before they are fetched
 * @returns {Promise<readonly string[]>} those that are not there
 */
export async function ensureBrokers({ onFetch = () => {} } = {}) {
  const missing = missingBrokers();
  if (missing.length === 0 || !isRootOnDebian()) return missing;
  onFetch();
  await inTurn(() => withoutServices(() => installPackages(missing)));
  return missingBrokers();
}

function isProgram(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
