import { amqpRequest } from '@atelier/domain/orchestra/drivers/amqp.ts';
import { natsRequest } from '@atelier/domain/orchestra/drivers/nats.ts';
import { isReadOnly, sqlRequest } from '@atelier/domain/orchestra/drivers/sql.ts';
import type { Driver as DriverName } from '@atelier/domain/orchestra/step-requests.ts';
import { type Driver, lazyDriver } from './driver.ts';
import { expressionDriver } from './expression-driver.ts';
import { httpDriver } from './http/http-driver.ts';
import { mailDriver } from './mail/mail-driver.ts';
import { expectMs } from './messages/expect-limit.ts';
import { noopDriver } from './noop-driver.ts';

/** What does the steps of each driver; those that only wait are in `waits/`. A step of one that is not here fails. */
export type DriverTable = Readonly<Partial<Record<DriverName, Driver>>>;

export const drivers: DriverTable = {
  http: httpDriver,
  sql: lazyDriver(async () => (await import('./sql/sql-driver.ts')).sqlDriver, {
    onlyReads: (request) => isReadOnly(sqlRequest.parse(request)),
  }),
  amqp: lazyDriver(async () => (await import('./amqp/amqp-driver.ts')).amqpDriver, {
    // A queue that is there already stays as it is.
    onlyReads: (request) => amqpRequest.parse(request).action === 'bind',
    waitsMs: expectMs,
    keeps: (request) => amqpRequest.parse(request).action === 'expect',
  }),
  nats: lazyDriver(async () => (await import('./nats/nats-driver.ts')).natsDriver, {
    // What is looked at stays where it is.
    onlyReads: (request) => natsRequest.parse(request).action === 'expect',
    waitsMs: expectMs,
    keeps: (request) => {
      const wanted = natsRequest.parse(request);
      return wanted.action === 'expect' && wanted.stream !== undefined;
    },
  }),
  mail: mailDriver,
  expression: expressionDriver,
  noop: noopDriver,
};
