import { expect, test } from 'vitest';
import { runClient } from './client-process.ts';

const url = 'postgres://nobody@127.0.0.1:1/nothing';
const inShell = (script: string) => runClient('/bin/sh', ['-c', script], url);

test.skipIf(process.platform === 'win32')('a failure is never without a reason', async () => {
  const loader = 'echo "pg_dump: symbol lookup: undefined symbol PQx" >&2; exit 127';
  expect(await inShell(loader)).toEqual({
    ok: false,
    said: 'pg_dump: symbol lookup: undefined symbol PQx · exit code 127',
    printed: '',
  });
  const chatty = 'echo "pg_dump: error: no room" >&2; echo "pg_dump: bye" >&2; exit 1';
  expect(await inShell(chatty)).toEqual({
    ok: false,
    said: 'pg_dump: error: no room · exit code 1',
    printed: '',
  });
  expect(await inShell('kill -9 $$')).toEqual({ ok: false, said: 'ended by SIGKILL', printed: '' });
  expect(await inShell('echo this')).toMatchObject({ ok: true, printed: 'this\n' });
});
