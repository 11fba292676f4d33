import {
  databaseErrorCode,
  isRetryable,
  isUnavailable,
} from '@atelier/db/kernel/database-errors.ts';
import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { DomainError, kernelError } from '@atelier/domain/kernel/errors.ts';
import { startupError } from '../errors/startup-errors.ts';
import { reasonOf } from './full-disk.ts';

/** SQLSTATE; the codes of the system, such as EPERM, begin with a letter that no class begins with. */
const sqlStatePattern = /^[0-9FHPX][0-9A-Z]{4}$/;

/** What the driver says when the server asks for a password and there is none, or an empty one. */
const noPassword = /client password must be a/;

/**
 * An error of the database, as the one line that an operator can act on: the server answers but does not
 * let us in, the role lacks a right, the server is not there. It contains what PostgreSQL said, never the
 * statement and never the password; the original error is its cause. An error that is not the database's is
 * returned as it is.
 *
 * @param connectionString tells which role lacks the right
 */
export function databaseRefusal(error: unknown, connectionString: string): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error, connectionString);
  if (refusal === undefined) return error;
  refusal.cause = error;
  return refusal;
}

/** Why a first connection was not made: whatever it is, we are not connected. */
export function connectionRefusal(error: unknown, connectionString: string): unknown {
  const refusal = databaseRefusal(error, connectionString);
  if (refusal instanceof DomainError && refusal.kind !== 'unavailable') return refusal;
  return startupError('ERR_DATABASE_UNREACHABLE', {
    reason: [databaseErrorCode(error), reasonOf(error)].filter(Boolean).join(' '),
  });
}

function refusalOf(error: unknown, connectionString: string): DomainError | undefined {
  // Of a refusal on every address of a name, the first one's.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const says = reasonOf(first).replaceAll(/\s+/g, ' ');
  const code = refusalCode(first);
  const { user, database } = driverSettings(connectionString);
  const role = String(user ?? '');
  if (noPassword.test(says)) return startupError('ERR_DATABASE_PASSWORD_MISSING', { user: role });
  if (code === '3D000') {
    const named = /^(?:database "(.*)" does not exist|no such database: (.*))$/.exec(says);
    const missing = named?.[1] ?? named?.[2] ?? String(database ?? '');
    return startupError('ERR_DATABASE_MISSING', { database: missing });
  }
  if (code.startsWith('28'))
    return startupError('ERR_DATABASE_LOGIN_REFUSED', { user: role, says });
  if (code === '42501') return startupError('ERR_DATABASE_DENIED', { role, says });
  if (code === refusedParameter) return startupError('ERR_DATABASE_POOLED', { says });
  if (code === '25006') return startupError('ERR_DATABASE_READ_ONLY', { says });
  if (isAboutEncryption(code, says)) {
    return startupError('ERR_DATABASE_TLS', { says: `${code} ${says}`.trim() });
  }
  if (isUnreachable(code)) {
    return startupError('ERR_DATABASE_UNREACHABLE', { reason: `${code} ${says}` });
  }
  if (isUnavailable(first)) return kernelError('ERR_UNAVAILABLE', { says });
  if (isRetryable(first) || code === '55P03') return kernelError('ERR_BUSY', { says });
  if (!sqlStatePattern.test(code)) return undefined;
  return startupError('ERR_DATABASE_FAILED', { sqlState: code, says });
}

/** The code that PgBouncer gives to whatever it refuses by itself, or hears from a server at a login. */
const protocolViolation = '08P01';
/** A code of our own. */
const refusedParameter = 'pooler: parameter';

/** The SQLSTATE of what was refused, also where a pooler says it in words of its own; "" without one. */
export function refusalCode(error: unknown): string {
  const code = databaseErrorCode(error) ?? '';
  return code === protocolViolation ? meantByPooler(reasonOf(error)) : code;
}

/** The code that a server would have given. */
function meantByPooler(says: string): string {
  if (/^no such database|^database ".*" does not exist/.test(says)) return '3D000';
  if (/^no such user|^role ".*" does not exist|authentication failed/.test(says)) return '28000';
  if (/^unsupported startup parameter/.test(says)) return refusedParameter;
  return protocolViolation;
}

/** Node's codes for certificates and TLS, and the driver's words for a server that has none of it. */
function isAboutEncryption(code: string, says: string): boolean {
  return (
    /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/.test(
      code,
    ) || /SSL connection/.test(says)
  );
}

/** What a server says, or the network for it, while it is still on its way up. */
export function isComingUp(error: unknown): boolean {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return comingUp.has(databaseErrorCode(first) ?? '');
}

const isUnreachable = (code: string) =>
  comingUp.has(code) || code === 'EHOSTUNREACH' || code === 'ENETUNREACH';

const comingUp = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ETIMEDOUT',
  // cannot_connect_now
  '57P03',
]);
