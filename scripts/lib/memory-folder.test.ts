import { expect, test } from 'vitest';
import { holdsPrograms } from './memory-folder.mjs';

const disk = '/dev/vda / ext4 rw,relatime 0 0\n';
const memory = (options: string) => `tmpfs /dev/shm tmpfs ${options} 0 0\n`;

test.each([
  ['memory', disk + memory('rw,nosuid,nodev,relatime'), true],
  ['memory that may not hold programs', disk + memory('rw,noexec,relatime'), false],
  ['a folder of the disk', disk, false],
  ['a disk', `${disk}/dev/vdb /dev/shm ext4 rw 0 0\n`, false],
  ['what was mounted over it', memory('rw,noexec') + memory('rw'), true],
])('%s', (_what, mounts, holds) => {
  expect(holdsPrograms(mounts, '/dev/shm')).toBe(holds);
});
