/**
 * Options of an address, and the variables in which PostgreSQL's own programs look for those that an
 * address leaves out (libpq's manual, "Environment Variables").
 */
export const libpqVariables = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslnegotiation: 'PGSSLNEGOTIATION',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  channel_binding: 'PGCHANNELBINDING',
  options: 'PGOPTIONS',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
} as const satisfies Readonly<Record<string, string>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** An address with what the variables of the environment say where it says nothing itself. */
export function completeAddress(address: string, environment: Environment): string {
  const url = new URL(address);
  const missing = Object.entries(libpqVariables).filter(
    ([option, variable]) => environment[variable]?.trim() && !saysItself(url, option),
  );
  if (missing.length === 0) return address;
  for (const [option, variable] of missing) {
    url.searchParams.set(option, environment[variable] ?? '');
  }
  return url.href;
}

function saysItself({ hostname, port, username, password, searchParams }: URL, option: string) {
  if (searchParams.has(option)) return true;
  switch (option) {
    case 'host':
      return hostname !== '';
    case 'port':
      return port !== '';
    case 'user':
      return username !== '';
    case 'password':
      return password !== '';
    case 'dbname':
      // An address without it is refused.
      return true;
    case 'sslmode':
      return searchParams.has('ssl');
    default:
      return false;
  }
}
