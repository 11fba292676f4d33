import { expect, test } from 'vitest';
import { backupName, isKeptName, keptName, restoringName, restoringPrefix } from './names.ts';

const now = new Date('2026-11-21T04:05:06.789Z');

test.each([
  ['before up', '20261121T040506Z-before-up'],
  ['../../etc', '20261121T040506Z-etc'],
  ['!?', '20261121T040506Z'],
])('a backup for %j is called %s', (reason, name) => {
  expect(backupName(now, reason)).toBe(name);
});

test.each(['atelier', 'a'.repeat(63), 'я'.repeat(31), '𝔘'.repeat(15), 'odd "name"'])(
  'the kept %s has a name that PostgreSQL does not cut, and that is told from others',
  (name) => {
    const kept = keptName(name, now);
    // Throws at half a letter.
    const bytes = encodeURIComponent(kept).replaceAll(/%../g, '.').length;
    expect(bytes).toBeLessThanOrEqual(63);
    expect(kept).toMatch(/_before_20261121t040506z$/);
    expect(isKeptName(kept, name)).toBe(true);
    expect(isKeptName(kept, `other_${name}`)).toBe(false);
    expect(isKeptName(name, name)).toBe(false);
    expect(restoringName(name, 'abc123').startsWith(restoringPrefix(name))).toBe(true);
  },
);
