import { expect, test } from 'vitest';
import { driverSettings } from './driver-settings.ts';
import { addressesOf, withHostsBehind } from './several-hosts.ts';

const list = 'postgres://me:p%40w@one:5433,[::1],three/db?sslmode=require';

test('several hosts are written as an address of the web, and read one by one', () => {
  const address = withHostsBehind(list);
  expect(address).toBe(
    'postgres://me:p%40w@one:5433/db?sslmode=require&host=one,::1,three&port=5433,5432,5432',
  );
  expect(URL.canParse(address)).toBe(true);
  for (const spelled of [list, address]) {
    expect(
      addressesOf(spelled)
        .map((one) => driverSettings(one))
        .map(({ host, port, user, password, database }) => [host, port, user, password, database]),
    ).toEqual([
      ['one', 5433, 'me', 'p@w', 'db'],
      ['::1', 5432, 'me', 'p@w', 'db'],
      ['three', 5432, 'me', 'p@w', 'db'],
    ]);
  }
});

test('one port is that of all', () => {
  const both = addressesOf('postgres://me@one/db?host=one,two&port=6000').map(driverSettings);
  expect(both.map(({ host, port }) => [host, port])).toEqual([
    ['one', 6000],
    ['two', 6000],
  ]);
});

test.each([
  'postgres://me@one:5433/db',
  'postgres:///db?host=/run/postgresql',
  'postgres://me:a,b@one/d,b?application_name=a,b',
])('%s names one server, and stays as it is', (address) => {
  expect(withHostsBehind(address)).toBe(address);
  expect(addressesOf(address)).toEqual([address]);
});
