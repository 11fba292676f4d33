import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { askedSettings, driverSettings } from './driver-settings.ts';

/** What becomes of encryption when the server answers the question for it so. */
async function sslWhen(answer: string, options: string): Promise<unknown> {
  let asked = 0;
  const server = createServer((socket) => {
    socket.once('data', () => {
      asked += 1;
      socket.end(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const { ssl } = await askedSettings(`postgres://me@127.0.0.1:${port}/db${options}`);
    return [ssl, asked];
  } finally {
    server.close();
  }
}

test.each(['prefer', 'allow'])('sslmode=%s encrypts where the server does', async (mode) => {
  const unverified = { rejectUnauthorized: false };
  expect(await sslWhen('S', `?sslmode=${mode}`)).toEqual([unverified, 1]);
  expect(await sslWhen('N', `?sslmode=${mode}`)).toEqual([false, 1]);
  expect(await sslWhen('E', `?application_name=a&sslmode=${mode}`)).toEqual([false, 1]);
});

test('nobody is asked where the address decides, or where there is nothing to encrypt', async () => {
  expect(await sslWhen('N', '?sslmode=require')).toEqual([{ rejectUnauthorized: false }, 0]);
  expect(await sslWhen('S', '?sslmode=disable')).toEqual([false, 0]);
  expect(await sslWhen('S', '')).toEqual([false, 0]);
  expect((await askedSettings('postgres:///db?host=/run/postgresql&sslmode=prefer')).ssl).toBe(
    false,
  );
  expect(driverSettings('postgres://me@host/db?sslmode=verify-full').ssl).toEqual({});
});

test('a server that is not there is told as by a connection', async () => {
  await expect(askedSettings('postgres://me@127.0.0.1:1/db?sslmode=prefer')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});
