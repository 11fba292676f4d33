import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { logError } from './log-error.ts';

test('an error of the database is logged without what it quotes', () => {
  const error = new DatabaseError(
    'insert into "t" - invalid input syntax: "a-secret"\n    on a second line: a-secret',
    0,
    'error',
  );
  Object.assign(error, {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (name)=(a-secret) already exists.',
    table: 't',
    constraint: 't_name_key',
  });
  const logged = logError(error);
  expect(logged).toMatchObject({ code: '23505', table: 't', constraint: 't_name_key' });
  expect(logged.stack).toContain('log-error.test.ts');
  expect(JSON.stringify(logged)).not.toContain('a-secret');
});

test('an error of our own is logged with its message', () => {
  const logged = logError(new TypeError('value is not iterable'));
  expect(logged).toMatchObject({ type: 'TypeError', message: 'value is not iterable' });
  expect(logged).not.toHaveProperty('code');
});

test('something else that was thrown does not trouble the log', () => {
  expect(logError('a-secret')).toEqual({ type: 'string', message: 'no error', stack: '' });
});
