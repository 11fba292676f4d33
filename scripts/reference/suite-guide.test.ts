import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema } from '@atelier/domain/orchestra/json-schema.ts';
import { requestSchemas } from '@atelier/domain/orchestra/step-requests.ts';
import { checkSuite } from '@atelier/domain/orchestra/suite-check.ts';
import { suiteJsonSchema } from '@atelier/domain/orchestra/suite-json-schema.ts';
import { readSuiteYaml } from '@atelier/domain/orchestra/suite-yaml.ts';
import { templateFunctions } from '@atelier/domain/orchestra/template-functions.ts';
import { templateRoots } from '@atelier/domain/orchestra/template-syntax.ts';
import { expect, test } from 'vitest';

const path = join(import.meta.dirname, '../../docs/guides/orchestra/suites.md');
const guide = readFileSync(path, 'utf8');
const example = /```yaml\n(.*?)```/s.exec(guide)?.[1] ?? '';

/** The example as it reads, after a part of it was changed. */
function definition() {
  const read = readSuiteYaml(example);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.definition;
}

const accepts = (value: unknown): boolean => {
  const verdict = checkSchema(suiteJsonSchema(), value);
  return verdict.ok && verdict.faults.length === 0;
};

test('the example of the guide is a sound suite', () => {
  expect(checkSuite(definition())).toEqual([]);
});

test('the guide names every driver, function and first word of templates', () => {
  for (const driver of Object.keys(requestSchemas))
    if (driver !== 'barrier') expect(guide).toContain(`\`${driver}\``);
  for (const name of templateFunctions.keys()) expect(guide).toContain(`{{${name}(`);
  for (const root of templateRoots) expect(guide).toContain(`{{${root}.`);
});

test('the JSON Schema takes what the program takes, and marks what it refuses', () => {
  const suite = definition();
  const [scenario] = suite.scenarios;
  const [step] = scenario?.steps ?? [];
  expect(accepts(suite)).toBe(true);
  const withStep = (other: object) => ({ ...suite, scenarios: [{ ...scenario, steps: [other] }] });
  for (const wrong of [
    { ...suite, scenarioz: [] },
    withStep({ ...step, kind: 'DO' }),
    withStep({ ...step, request: { uri: '/' } }),
  ])
    expect([JSON.stringify(wrong).slice(0, 60), accepts(wrong)]).toContain(false);
});
