import { z } from 'zod';
import { expressionText } from '../fields.ts';
import { jsonValue } from '../json.ts';

/** JSONata over `input`; it sees nothing else. */
export const expressionRequest = z.strictObject({
  expression: expressionText,
  input: jsonValue.default({}),
});

export type ExpressionRequest = z.output<typeof expressionRequest>;

export interface ExpressionAnswer {
  /** What came out; null where nothing did. */
  readonly body: unknown;
  readonly text: string;
}
