import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runCommand } from './child-process.mjs';

/** Whether packages can be had from Debian here. Ubuntu's ways differ for some of them. */
export function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !isUbuntu();
}

function isUbuntu() {
  return (
    existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * Does some work with apt-get alone: two at once would find its lists locked.
 *
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export function inTurn(work) {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

/**
 * Installs packages, without those they only recommend.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<string>} what apt-get said
 */
export async function installPackages(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-q'], { env, timeout: 180 });
  const install = await runCommand(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
    { env, timeout: 420 },
  );
  return update.output + install.output;
}

/** Asked by Debian's packages before they start a service; 101 forbids it. */
const policy = '/usr/sbin/policy-rc.d';

/**
 * As long as `work` lasts, packages that are installed start no services.
 *
 * @param {() => Promise<unknown>} work
 */
export async function withoutServices(work) {
  // Containers have one already.
  if (existsSync(policy)) {
    await work();
    return;
  }
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    rmSync(policy, { force: true });
  }
}
