/** Names of what is told of a failure besides its code; pages have a word for each. */
export const failureFacts = [
  'address',
  'arrived',
  'assertion',
  'at',
  'attempt',
  'barrier',
  'bytes',
  'case',
  'count',
  'driver',
  'exchange',
  'failed',
  'field',
  'found',
  'host',
  'limit',
  'looked',
  'message',
  'messages',
  'most',
  'ms',
  'name',
  'of',
  'parties',
  'position',
  'reason',
  'reply',
  'routingKey',
  'rows',
  'run',
  'secret',
  'state',
  'subject',
  'template',
  'url',
] as const;

export type FailureFact = (typeof failureFacts)[number];

export type FailureFacts = {
  readonly [Name in FailureFact]?: string | number | boolean | null;
};
