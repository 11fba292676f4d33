import { existsSync, readFileSync, statfsSync } from 'node:fs';

const sharedMemory = '/dev/shm';

/** Ten times what a whole run takes at its peak. */
const roomWanted = 4 * 2 ** 30;

/**
 * Where Linux keeps files in memory, when there is room for the databases of the tests. Each is some
 * hundred files, and on a disk making and removing them is a quarter of what a run takes. Undefined on
 * other systems, without room, and where programs may not be run from there.
 *
 * @returns {string | undefined}
 */
export function memoryFolder() {
  if (!existsSync(sharedMemory) || !existsSync('/proc/mounts')) return undefined;
  if (!holdsPrograms(readFileSync('/proc/mounts', 'utf8'), sharedMemory)) return undefined;
  const { bavail, bsize } = statfsSync(sharedMemory);
  return bavail * bsize >= roomWanted ? sharedMemory : undefined;
}

/** Whether a folder is a file system in memory from which programs may be run. */
export function holdsPrograms(
  /** @type {string} what stands in /proc/mounts */ mounts,
  /** @type {string} */ folder,
) {
  const [, , type, options] =
    mounts
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, place]) => place === folder) ?? [];
  return type === 'tmpfs' && !options?.split(',').includes('noexec');
}
