import { expect, test } from 'vitest';
import { clientEnvironment } from './client-environment.ts';

test.each([
  [
    'postgres://me:a%2Fb%20c@[::1]:6000/my%20db?sslmode=verify-full&application_name=x',
    {
      PGHOST: '::1',
      PGPORT: '6000',
      PGUSER: 'me',
      PGPASSWORD: 'a/b c',
      PGDATABASE: 'my db',
      PGSSLMODE: 'verify-full',
    },
  ],
  [
    'postgres:///db?host=/run/postgresql&ssl=true',
    {
      PGHOST: '/run/postgresql',
      PGDATABASE: 'db',
      PGSSLMODE: 'require',
    },
  ],
  [
    'postgres://host/db?options=-c%20work_mem%3D1GB',
    { PGHOST: 'host', PGDATABASE: 'db', PGOPTIONS: '-c work_mem=1GB' },
  ],
])('%s is told to client programs in their environment', (address, environment) => {
  expect(clientEnvironment(address)).toEqual(environment);
});
