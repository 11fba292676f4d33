import { readFileSync } from 'node:fs';

/**
 * Under `npm start`: ends this process in order when npm is gone. npm hands signals on to its child,
 * but that is a shell which may not do so, and nobody can hand on a `kill -9`.
 */
export function followParent() {
  if (process.env.npm_lifecycle_event !== 'start' || process.platform === 'win32') return;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 100);
  watch.unref();
}

/** npm, and the shell between us where there is one; not who started npm: npm may outlive that. */
function ancestors() {
  const parent = process.ppid;
  return `${parent} ${isShellOfOurs(parent) ? parentOf(parent) : ''}`;
}

/**
 * Whether the process is a shell that runs our command; asked on Linux, where some shells stay. On
 * other systems the shell becomes the program that it is to run.
 *
 * @param {number} pid
 */
function isShellOfOurs(pid) {
  return read(`/proc/${pid}/cmdline`).split('\0')[1] === '-c';
}

/** @param {number} pid */
function parentOf(pid) {
  // "pid (command) state parent …", and the command may hold anything.
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')')).split(' ')[2];
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
