import { type InputSchema, sampleInput } from '@atelier/testkit/sample-input.ts';
import { z } from 'zod';

/** What a schema takes, as text: written down once, for it is asked for hundreds of times. */
const samples = new WeakMap<object, string>();

/** An input that a procedure takes, about the thing with this id. */
export function inputAbout(inputs: readonly unknown[], by: string, id: string): object {
  return Object.assign({}, ...inputs.map((schema) => sampleOf(schema as z.ZodType)), { [by]: id });
}

function sampleOf(schema: z.ZodType): unknown {
  let sample = samples.get(schema);
  if (sample === undefined) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    sample = JSON.stringify(sampleInput(json as InputSchema));
    samples.set(schema, sample);
  }
  return JSON.parse(sample);
}
