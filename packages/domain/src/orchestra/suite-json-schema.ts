import { z } from 'zod';
import { suiteDefinition } from './suite-file.ts';

/** The JSON Schema of a suite's file, as editors read it: what may be left out is not required. */
export function suiteJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(suiteDefinition, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
  });
  return { title: 'Scenario suite', ...schema };
}
