import { sessionLimits } from '@atelier/db/kernel/session-limits.ts';

/** Options of an address that libpq has an environment variable for. */
const variables: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  channel_binding: 'PGCHANNELBINDING',
  options: 'PGOPTIONS',
};

/** An address as PostgreSQL's client programs read it from their environment, with the limits of our sessions. */
export function clientEnvironment(connectionString: string): Record<string, string> {
  const url = new URL(connectionString);
  const parts: Record<string, string> = {
    PGHOST: decodeURIComponent(url.hostname.replace(/^\[(.*)\]$/, '$1')),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
  };
  for (const [name, value] of url.searchParams) {
    const variable = variables[name];
    if (variable !== undefined) parts[variable] = value;
    // The driver's own word for it.
    if (name === 'ssl' && /^(true|1)$/.test(value)) parts.PGSSLMODE ??= 'require';
  }
  parts.PGOPTIONS = [parts.PGOPTIONS, sessionLimits].filter(Boolean).join(' ');
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
}
