import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

export type Issue = z.core.$ZodIssue;

/** A text of the forms' dictionary, and what is filled in. */
interface IssueMessage {
  readonly key: IssueKey;
  readonly values?: { readonly count?: number; readonly limit?: number };
}

type IssueKey =
  | 'required'
  | 'number'
  | 'whole'
  | 'yesOrNo'
  | 'choose'
  | 'email'
  | 'url'
  | 'day'
  | 'time'
  | 'least'
  | 'most'
  | 'above'
  | 'below'
  | 'multiple'
  | 'shortText'
  | 'longText'
  | 'fewItems'
  | 'manyItems'
  | 'invalid';

const formats: Readonly<Record<string, IssueKey>> = {
  email: 'email',
  url: 'url',
  date: 'day',
  datetime: 'time',
  time: 'time',
};

/**
 * What there is to say about an issue that zod found. A schema's own checks have a text for developers, in
 * English, so they are only said to be wrong, unless the form has words for them.
 *
 * @param value what stands in the field
 */
export function issueMessage(issue: Issue, value: unknown): IssueMessage {
  const isEmpty = value === undefined || value === null || value === '';
  if (isEmpty && issue.code !== 'custom') return { key: 'required' };
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int') return { key: 'whole' };
      if (issue.expected === 'number' || issue.expected === 'bigint') return { key: 'number' };
      return { key: issue.expected === 'boolean' ? 'yesOrNo' : 'invalid' };
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_format':
      return { key: formats[issue.format] ?? 'invalid' };
    case 'not_multiple_of':
      return { key: 'multiple', values: { limit: Number(issue.divisor) } };
    case 'invalid_value':
      return { key: 'choose' };
    default:
      return { key: 'invalid' };
  }
}

const lists = new Set(['array', 'set', 'map', 'file']);

function tooSmall(origin: string, limit: number, inclusive: boolean): IssueMessage {
  if (origin === 'string') return { key: 'shortText', values: { count: limit } };
  if (lists.has(origin)) return { key: 'fewItems', values: { count: limit } };
  if (origin === 'date') return { key: 'invalid' };
  return { key: inclusive ? 'least' : 'above', values: { limit } };
}

function tooBig(origin: string, limit: number, inclusive: boolean): IssueMessage {
  if (origin === 'string') return { key: 'longText', values: { count: limit } };
  if (lists.has(origin)) return { key: 'manyItems', values: { count: limit } };
  if (origin === 'date') return { key: 'invalid' };
  return { key: inclusive ? 'most' : 'below', values: { limit } };
}

interface Props {
  readonly issue: Issue;
  readonly value: unknown;
}

/** The words for an issue, in the language of the moment. */
export function IssueWords({ issue, value }: Props) {
  const { t } = useTranslation('forms');
  const { key, values = {} } = issueMessage(issue, value);
  return t(`issues.${key}`, values as { count: number; limit: number });
}
