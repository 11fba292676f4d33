import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runInProcess, runWords } from './run-in-process.ts';

// What is typed wrongly is said in one line with a code, before any database is opened.

const nowhere = { DATABASE_URL: 'postgres://someone:a-secret@127.0.0.1:1/nowhere' };

test.each([
  [
    'db status --nope',
    '✗ There is no option --nope. See: atelier db status --help [ERR_USAGE: option --nope]',
  ],
  ['db status -x', '✗ There is no option -x. See: atelier db status --help [ERR_USAGE: option -x]'],
  [
    'db up --to',
    '✗ --to needs a value: --to <revision>. See: atelier db up --help [ERR_USAGE: option --to]',
  ],
  [
    'db up --to --yes',
    '✗ --to needs a value: --to <revision>. See: atelier db up --help [ERR_USAGE: option --to]',
  ],
  ['db up --yes=no', '✗ --yes takes no value. See: atelier db up --help [ERR_USAGE: option --yes]'],
  [
    'db up extra',
    '✗ There is a word too many: extra. See: atelier db up --help [ERR_USAGE: word extra]',
  ],
  [
    'db stamp',
    '✗ Something is missing: db stamp <revision>. See: atelier db stamp --help [ERR_USAGE]',
  ],
  ['db fly', '✗ There is no command "db fly". See: atelier db --help [ERR_USAGE: command db fly]'],
  ['nope', '✗ There is no command "nope". See: atelier --help [ERR_USAGE: command nope]'],
  ['', '✗ There is no command. See: atelier --help [ERR_USAGE]'],
  ['db', '✗ There is no command. See: atelier db --help [ERR_USAGE]'],
])('%j', async (typed, line) => {
  const words = typed.split(' ').filter(Boolean);
  const { code, errors } = await runWords(words, nowhere);
  expect([code, errors]).toEqual([2, `${line}\n`]);
  const json = await runWords([...words, '--json'], nowhere);
  expect([json.code, JSON.parse(json.printed[0] ?? '').error.code]).toEqual([2, 'ERR_USAGE']);
});

test.each([
  ['-h', /^Usage: atelier <area> <command> .*\n\ndb: /],
  ['--help', /^Usage: atelier <area> <command> .*\n\ndb: /],
  ['db -h', /^Usage: atelier db <command> /],
  ['db status -h', /^Usage: atelier db status /],
])('%s is help', async (typed, page) => {
  const { code, printed, errors } = await runWords(typed.split(' '), nowhere);
  expect([code, errors, printed[0]]).toEqual([0, '', expect.stringMatching(page)]);
});

test.each(['--version', 'db --version'])('%s', async (typed) => {
  const file = join(import.meta.dirname, '../../../package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8'));
  expect(await runWords(typed.split(' '), nowhere)).toEqual({
    code: 0,
    printed: [version],
    errors: '',
  });
});

test('an address without a database is refused, and not filled in from PGDATABASE', async () => {
  const address = 'postgres://someone:a-secret@127.0.0.1:1';
  process.env.PGDATABASE = 'postgres';
  try {
    const { code, errors } = await runInProcess(['status'], { DATABASE_URL: address });
    expect(code).toBe(1);
    expect(errors).toMatch(/^✗ .*\[ERR_SETTING_INVALID: name DATABASE_URL, expected the name of/);
    expect(errors).not.toContain('a-secret');
  } finally {
    delete process.env.PGDATABASE;
  }
});
