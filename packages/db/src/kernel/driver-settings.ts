import { Client } from 'pg';
import { sessionLimits } from './session-limits.ts';

/**
 * An address as fields for the driver, which reads it as it always does but for the database's name:
 * there it leaves `%3F`, `%23`, `%24` and their like as they are, and libpq and we read `?`, `#`, `$`.
 * It would prefer `connectionString` to the fields, so that is not among them. Our limits stand behind
 * the address's own `options`: of two that name the same, PostgreSQL takes the last.
 */
export function driverSettings(connectionString: string) {
  const { user, host, port, password, ssl, database } = new Client({ connectionString });
  const [, spelled = '', options = ''] =
    /^[^:]+:\/\/[^/?#]*\/([^?#]*)(?:\?([^#]*))?/.exec(connectionString) ?? [];
  // A % that begins no escape is a % to the driver, and so is what it makes of the name then.
  const isPlain = spelled === '' || /%(?![0-9a-f]{2})/i.test(spelled);
  const name = isPlain ? database : decodeURIComponent(spelled);
  const given = Object.fromEntries(new URLSearchParams(options));
  return {
    ...given,
    options: [given.options, sessionLimits].filter(Boolean).join(' '),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(name !== undefined && { database: name }),
    ...{ host, port, ssl },
  };
}
