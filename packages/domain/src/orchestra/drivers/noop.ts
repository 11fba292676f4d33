import { z } from 'zod';

/** Does nothing: a place for assertions about the context, or a step yet to be written. */
export const noopRequest = z.strictObject({});

export type NoopRequest = z.output<typeof noopRequest>;
export type NoopAnswer = Readonly<Record<string, never>>;
