import type { z } from 'zod';
import { StepError } from './step-error.ts';

/** A request with its templates filled in, as its schema has it. Throws `REQUEST_INVALID`. */
export function readRequest<Schema extends z.ZodType>(
  schema: Schema,
  request: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new StepError('REQUEST_INVALID', {
    field: parsed.error.issues[0]?.path.join('.') ?? '',
  });
}
