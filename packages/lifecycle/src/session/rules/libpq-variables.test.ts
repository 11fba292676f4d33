import { expect, test } from 'vitest';
import { completeAddress } from './libpq-variables.ts';

const whole = 'postgres://me:secret@host:5432/db';

test('an address that says everything stays as it is', () => {
  const variables = {
    PGHOST: 'other',
    PGPORT: '6000',
    PGUSER: 'other',
    PGPASSWORD: 'other',
    PGDATABASE: 'other',
    PGSSLMODE: 'require',
  };
  expect(completeAddress(`${whole}?sslmode=disable`, variables)).toBe(`${whole}?sslmode=disable`);
  expect(completeAddress(`${whole}?ssl=true`, variables)).toBe(`${whole}?ssl=true`);
  expect(completeAddress('postgres://ü:%2F@host:1/%C3%BC', {})).toBe(
    'postgres://ü:%2F@host:1/%C3%BC',
  );
});

test('what it leaves out is what libpq would read', () => {
  const variables = {
    PGHOST: '/run/postgresql',
    PGPORT: '6000',
    PGUSER: 'me',
    PGPASSWORD: 'a/b c',
    PGSSLMODE: 'verify-full',
    PGOPTIONS: '-c work_mem=8MB',
  };
  const { pathname, searchParams } = new URL(completeAddress('postgres:///db', variables));
  expect(pathname).toBe('/db');
  expect(Object.fromEntries(searchParams)).toEqual({
    host: '/run/postgresql',
    port: '6000',
    user: 'me',
    password: 'a/b c',
    sslmode: 'verify-full',
    options: '-c work_mem=8MB',
  });
});

test('a wish for encryption is one, and a blank is none', () => {
  const PGSSLMODE = 'prefer';
  expect(completeAddress(whole, { PGSSLMODE })).toBe(`${whole}?sslmode=prefer`);
  expect(completeAddress(whole, { PGSSLMODE: ' ' })).toBe(whole);
});
