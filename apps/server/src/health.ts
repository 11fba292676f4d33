import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Knex } from 'knex';

const answerWithinMs = 2000;

/** `GET /health`: 200 once the database answers, 503 while it does not. */
export function registerHealth(app: FastifyInstance, db: Knex): void {
  app.get('/health', async (_request, reply) => {
    const answered = await Promise.race([
      db.raw('SELECT 1').then(
        () => true,
        () => false,
      ),
      sleep(answerWithinMs, false, { ref: false }),
    ]);
    return answered
      ? { status: 'ok', database: 'ok' }
      : reply.code(503).send({ status: 'unavailable', database: 'unavailable' });
  });
}
