import { stat } from 'node:fs/promises';
import { startupError } from '../errors/startup-errors.ts';
import { isRoot, onLinux } from './platform.ts';
import { type Account, runProgram } from './run-program.ts';
import type { EmbeddedStage } from './stage.ts';

/** Users that may run the server for root: the distribution's own first, else one that we make. */
const distributionUser = 'postgres';
const ownUser = 'atelier';

/**
 * The user that PostgreSQL runs as: ours (undefined), or another system user if we are root, since it
 * refuses to run as root. An existing cluster keeps its owner, and a folder that belongs to a user stays
 * that user's.
 *
 * @throws ERR_UNPRIVILEGED_USER_MISSING
 */
export async function serverAccount(
  clusterFolder: string,
  dataFolder: string,
  onProgress: (stage: EmbeddedStage) => void,
): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  for (const folder of [clusterFolder, dataFolder]) {
    const owner = await stat(folder).catch(() => undefined);
    if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const known = (await accountNamed(distributionUser)) ?? (await accountNamed(ownUser));
  return known ?? makeUser(onProgress);
}

async function makeUser(onProgress: (stage: EmbeddedStage) => void): Promise<Account> {
  const reasons: string[] = [];
  for (const [program, ...args] of onLinux ? userMakers : []) {
    const { ok, output } = await runProgram(program, args);
    const account = ok ? await accountNamed(ownUser) : undefined;
    if (account !== undefined) {
      onProgress({ kind: 'user-created', name: ownUser });
      return account;
    }
    reasons.push(output);
  }
  throw startupError('ERR_UNPRIVILEGED_USER_MISSING', { reason: reasons.join('; ') });
}

/** shadow-utils, then BusyBox. Neither gives a password, a home or a shell. */
const userMakers: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', ownUser],
  ['busybox', 'adduser', '-S', '-D', '-H', '-s', '/bin/false', ownUser],
];

async function accountNamed(name: string): Promise<Account | undefined> {
  const uid = await runProgram('id', ['-u', name]);
  const gid = await runProgram('id', ['-g', name]);
  // A name for root's own number would not help.
  if (!uid.ok || !gid.ok || Number(uid.output) === 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}
