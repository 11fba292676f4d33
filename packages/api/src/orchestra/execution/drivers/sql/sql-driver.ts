import { isReadOnly, type SqlRequest, sqlRequest } from '@atelier/domain/orchestra/drivers/sql.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver } from '../driver.ts';
import { readRequest } from '../read-request.ts';
import { allowedServer } from '../server-address.ts';
import { openSession, type SqlSession } from './open-session.ts';
import { runStatement, type SqlResult } from './run-statement.ts';
import { sqlFailure } from './sql-failure.ts';

const ports = { postgres: 5432, postgresql: 5432 };

/** One statement on a connection of its own. */
export const sqlDriver: Driver = {
  async perform(call) {
    const request = readRequest(sqlRequest, call.request);
    const server = allowedServer(call, request.connection, ports, ['sslmode']);
    const { host, port, path } = server.address;
    const began = performance.now();
    const session = await openSession(server, call.signal).catch((error: unknown) => {
      throw sqlFailure(error, host, call.signal, null);
    });
    const giveUp = () => session.abandon();
    call.signal.addEventListener('abort', giveUp, { once: true });
    try {
      const result = await carriedOut(session, request);
      const durationMs = Math.round(performance.now() - began);
      const { connection, text, params } = request;
      const sent: Json = {
        ...{ connection, server: `${host}:${port}`, database: path },
        ...{ text, params, readOnly: isReadOnly(request) },
      };
      return { output: { ...result, durationMs }, sent };
    } catch (error) {
      throw sqlFailure(error, host, call.signal, isReadOnly(request) ? null : request.text);
    } finally {
      call.signal.removeEventListener('abort', giveUp);
      await session.close();
    }
  },
};

/** What only looks is carried out where nothing can be changed: so it may be repeated whatever it calls. */
async function carriedOut(session: SqlSession, request: SqlRequest): Promise<SqlResult> {
  if (!isReadOnly(request)) return runStatement(session, request);
  await session.client.query('BEGIN READ ONLY');
  const result = await runStatement(session, request);
  await session.client.query('COMMIT');
  return result;
}
