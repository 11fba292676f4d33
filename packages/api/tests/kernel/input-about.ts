import { type InputSchema, sampleInput } from '@atelier/testkit/sample-input.ts';
import { z } from 'zod';

/** An input that a procedure takes, about the thing with this id. */
export function inputAbout(inputs: readonly unknown[], by: string, id: string): object {
  const samples = inputs.map((schema) => {
    const json = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
    return sampleInput(json as InputSchema);
  });
  return Object.assign({}, ...samples, { [by]: id });
}
