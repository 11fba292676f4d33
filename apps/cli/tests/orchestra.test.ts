import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoSuite } from '../src/orchestra/demo/demo-suite.ts';
import { type Shop, startShop } from '../src/orchestra/demo/shop.ts';
import { runWords } from './run-in-process.ts';

let environment: Readonly<Record<string, string>>;
let folder: string;
let shop: Shop;
const database = await createTestDatabase();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-orchestra-'));
  environment = { DATABASE_URL: database.connectionString, ATELIER_DATA_DIR: folder };
  shop = await startShop();
  await writeFile(join(folder, 'suite.yaml'), demoSuite);
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

const orchestra = (...words: readonly string[]) => runWords(['orchestra', ...words], environment);
const factsOf = (printed: readonly string[]) => JSON.parse(printed.at(-1) ?? '{}');

describe('orchestra', () => {
  test('run: a suite of a file on a shop passes, and a report is written', async () => {
    const junit = join(folder, 'junit.xml');
    const { code, printed } = await orchestra(
      ...['run', join(folder, 'suite.yaml'), '--environment', 'ci', '--base-url', shop.url],
      ...['--junit', junit, '--json'],
    );
    expect(factsOf(printed)).toMatchObject({ run: { status: 'PASSED' }, counts: { PASSED: 6 } });
    expect(code).toBe(0);
    expect(await readFile(junit, 'utf8')).toContain('tests="6" failures="0"');
  });

  test('run: ends with 1 where the shop is broken, and names the assertion', async () => {
    shop.breakRefunds();
    const { code, printed } = await orchestra(
      ...[
        'run',
        'shop: orders, payment, cancellation',
        '--environment',
        'CI',
        '--scenario',
        'cancel',
      ],
    );
    expect(code).toBe(1);
    expect(printed.join('\n')).toContain('All of the money is given back');
    expect(printed.join('\n')).toMatch(/FAILED: run \d+/);
  });

  test('run: ends with 3 where a person is asked', async () => {
    const path = join(folder, 'ask.yaml');
    const step = '{ key: ask, name: Ask, kind: ACTION, driver: human, request: { question: Ok? } }';
    await writeFile(
      path,
      `name: Asks\nscenarios:\n  - key: a\n    name: A\n    steps: [${step}]\n`,
    );
    const { code, printed } = await orchestra('run', path, '--environment', 'ci');
    expect(code).toBe(3);
    expect(printed.join('\n')).toContain('WAITS FOR A PERSON');
    const number = /run (\d+)/.exec(printed.at(-1) ?? '')?.[1] ?? '';
    expect((await orchestra('watch', number)).code).toBe(3);
    expect((await orchestra('cancel', number)).code).toBe(0);
  });

  test('what is mistyped or missing ends with 2, a file that is none with its line', async () => {
    expect((await orchestra('run', 'Nothing of this name', '--environment', 'ci')).code).toBe(2);
    expect((await orchestra('run', join(folder, 'suite.yaml'))).code).toBe(2);
    const path = join(folder, 'bad.yaml');
    await writeFile(path, 'name: Bad\nscenarios:\n  - key: "a b"\n    name: A\n');
    const { code, printed } = await orchestra('import', path, '--json');
    expect(code).toBe(2);
    expect(factsOf(printed)).toMatchObject({ error: { code: 'ERR_SUITE_FILE', line: 3 } });
  });

  test('export gives what import takes', async () => {
    const out = join(folder, 'out.yaml');
    const name = 'Shop: orders, payment, cancellation';
    expect((await orchestra('export', name, '--out', out)).code).toBe(0);
    const { code, printed } = await orchestra('import', out, '--json');
    expect(code).toBe(0);
    expect(factsOf(printed)).toMatchObject({ suite: { name, revision: 2 }, faults: [] });
  });

  test('demo: a green run, and a red one', async () => {
    const { code, printed } = await orchestra('demo', '--json');
    expect(factsOf(printed)).toMatchObject({
      green: { run: { status: 'PASSED' } },
      red: { run: { status: 'FAILED' } },
    });
    expect(code).toBe(0);
  });
});
