import { expect, test } from 'vitest';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import { operatorError } from '../errors/operator-errors.ts';
import { startupError } from '../errors/startup-errors.ts';
import { asTyped } from './failure-line.ts';

const typed = (error: Parameters<typeof asTyped>[0]) => asTyped(error, 'atelier');

test('a command that is printed can be pasted, whatever the names in it are', () => {
  expect(typed(startupError('ERR_DATABASE_MISSING', { database: 'shop' }))).toMatch(
    /Make it first: createdb shop\.$/,
  );
  expect(typed(startupError('ERR_DATABASE_MISSING', { database: "my 'db' $x" }))).toMatch(
    /Make it first: createdb 'my '\\''db'\\'' \$x'\.$/,
  );
});

test('SQL has its own quotes, and a whole command none', () => {
  expect(typed(lifecycleError('ERR_SCRATCH_DENIED', { role: '"My role"' }))).toContain(
    'ALTER ROLE "My role" CREATEDB',
  );
  expect(typed(operatorError('ERR_PROFILE_IN_USE', { first: 'db down --to none' }))).toContain(
    'atelier db down --to none',
  );
});
