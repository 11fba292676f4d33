import { libpqVariables } from '../session/rules/libpq-variables.ts';

const variableOf: Readonly<Record<string, string>> = libpqVariables;

/** An address as PostgreSQL's client programs read it from their environment. */
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
    const variable = variableOf[name];
    if (variable !== undefined) parts[variable] = value;
    // The driver's own word for it.
    if (name === 'ssl' && /^(true|1)$/.test(value)) parts.PGSSLMODE ??= 'require';
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
}
