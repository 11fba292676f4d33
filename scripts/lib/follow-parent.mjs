/**
 * Under npm: ends this process in order when npm is gone. npm hands signals on to its child, but a
 * shell between the two may not, and nobody can hand on a `kill -9`.
 */
export function followParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
