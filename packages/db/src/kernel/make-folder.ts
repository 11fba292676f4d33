import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and the missing folders above it. Node's own recursive `mkdir` never ends when an existing
 * folder cannot hold another one and reports itself as missing, as `/proc` does, even to root.
 *
 * @param mode of every folder that is made
 * @throws what the system says, such as EACCES; see {@link isDenied}
 */
export async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return requireFolder(path);
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path || (await isThere(above))) throw error;
    await makeFolder(above, mode);
    // Another process may be making the same one.
    await mkdir(path, { mode }).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'EEXIST') throw again;
    });
  }
}

/** Whether the system does not let us make or use a file or folder at this place. */
export function isDenied(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'code' in error && denials.has(String(error.code));
}

const denials = new Set('EACCES EPERM EROFS ENOTDIR EISDIR ENOENT ELOOP ENAMETOOLONG'.split(' '));

async function requireFolder(path: string): Promise<void> {
  if ((await stat(path)).isDirectory()) return;
  throw Object.assign(new Error(`ENOTDIR: not a directory, '${path}'`), { code: 'ENOTDIR' });
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
