import { expect, it } from 'vitest';
import { z } from 'zod';
import { issueMessage } from './issue-words.tsx';

it.each([
  [z.string().min(3), '', 'required', undefined],
  [z.string(), undefined, 'required', undefined],
  [z.string().min(3), 'ab', 'shortText', { count: 3 }],
  [z.string().max(3), 'abcd', 'longText', { count: 3 }],
  [z.email(), 'x', 'email', undefined],
  [z.url(), 'x', 'url', undefined],
  [z.iso.date(), '31.12.', 'day', undefined],
  [z.string().regex(/a/), 'x', 'invalid', undefined],
  [z.number(), 'x', 'number', undefined],
  [z.number(), '', 'required', undefined],
  [z.int(), 1.5, 'whole', undefined],
  [z.int().min(1), 0, 'least', { limit: 1 }],
  [z.int().max(5), 6, 'most', { limit: 5 }],
  [z.number().positive(), 0, 'above', { limit: 0 }],
  [z.number().lt(5), 5, 'below', { limit: 5 }],
  [z.number().multipleOf(5), 7, 'multiple', { limit: 5 }],
  [z.enum(['a', 'b']), 'c', 'choose', undefined],
  [z.array(z.string()).min(2), ['a'], 'fewItems', { count: 2 }],
  [z.array(z.string()).max(1), ['a', 'b'], 'manyItems', { count: 1 }],
  [z.boolean(), 'x', 'yesOrNo', undefined],
  [z.string().refine(() => false), 'x', 'invalid', undefined],
  [z.union([z.literal('a'), z.number()]), 'x', 'invalid', undefined],
])('%#: what is wrong with %o', (schema, value, key, values) => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (issue === undefined) throw new Error('nothing is wrong');
  expect(issueMessage(issue, value)).toEqual(values === undefined ? { key } : { key, values });
});
