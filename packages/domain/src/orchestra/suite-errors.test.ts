import { expect, test } from 'vitest';
import { environmentRefusal, stepImportRefusal, suiteFileRefusal } from './suite-errors.ts';
import { readSuiteYaml } from './suite-yaml.ts';

test('what an environment lacks is named, and what it has more does no harm', () => {
  const needs = { variables: ['base', 'region'], secrets: ['token'] };
  expect(
    environmentRefusal(needs, { variables: ['base', 'region', 'more'], secrets: ['token'] }),
  ).toBeNull();
  expect(environmentRefusal(needs, { variables: ['base'], secrets: [] })).toMatchObject({
    code: 'ERR_ENVIRONMENT_LACKS',
    params: { names: 'env.region, secret.token', count: 2 },
  });
});

test('a file is refused with the place of its first fault', () => {
  const read = readSuiteYaml('name: A\nscenarioz: []\nsettingz: {}');
  expect(read.ok || suiteFileRefusal(read.faults)).toMatchObject({
    code: 'ERR_SUITE_FILE',
    params: { fault: 'field', line: 2, column: 1, field: 'scenarioz', more: 1 },
  });
  expect(stepImportRefusal({ code: 'option', written: '--x' })).toMatchObject({
    params: { fault: 'option', written: '--x' },
  });
});
