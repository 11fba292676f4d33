import { amqpRequest } from './drivers/amqp.ts';
import { barrierRequest } from './drivers/barrier.ts';
import { expressionRequest } from './drivers/expression.ts';
import { httpRequest } from './drivers/http.ts';
import { humanRequest } from './drivers/human.ts';
import { mailRequest } from './drivers/mail.ts';
import { natsRequest } from './drivers/nats.ts';
import { noopRequest } from './drivers/noop.ts';
import { sqlRequest } from './drivers/sql.ts';
import { waitRequest } from './drivers/wait.ts';

/** The request of each driver, as it is written: with templates. */
export const requestSchemas = {
  http: httpRequest,
  sql: sqlRequest,
  amqp: amqpRequest,
  nats: natsRequest,
  mail: mailRequest,
  wait: waitRequest,
  expression: expressionRequest,
  human: humanRequest,
  noop: noopRequest,
  barrier: barrierRequest,
} as const;

export const drivers = [
  'http',
  'sql',
  'amqp',
  'nats',
  'mail',
  'wait',
  'expression',
  'human',
  'noop',
  'barrier',
] as const satisfies readonly (keyof typeof requestSchemas)[];
export type Driver = (typeof drivers)[number];

/** Can be written, and nothing carries them out yet: a suite with such a step is kept, and not run. */
export const driversNotCarriedOut: readonly Driver[] = ['nats'];
