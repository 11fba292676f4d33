import { platform } from 'node:os';

export const onWindows = platform() === 'win32';
export const onLinux = platform() === 'linux';

/** Whether we are the user that PostgreSQL refuses to run as. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
