import { expect } from 'vitest';

/** The one line that says what is wrong. */
export function lineOf(errors: string): string {
  const lines = errors.trimEnd().split('\n');
  expect(lines.filter((line) => /^✗|^\s+at /.test(line))).toEqual([lines.at(-1)]);
  return lines.at(-1) ?? '';
}
