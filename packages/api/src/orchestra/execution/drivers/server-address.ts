import type { DriverCall } from './driver.ts';
import { guardOf, type HostGuard } from './host-guard.ts';
import { StepError } from './step-error.ts';

/** Where a server is and who comes, as the secret of a connection says it: `postgres://name:password@host:5432/shop`. */
export interface ServerAddress {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Behind the first slash. */
  readonly path: string;
  readonly options: URLSearchParams;
}

/** The server that a step names, and what says where the connection to it may go. */
export interface AllowedServer {
  readonly address: ServerAddress;
  readonly guard: HostGuard;
}

/**
 * The server of the connection that a step names, which the environment has to allow. Nothing of the address is told
 * besides the host: it is a secret.
 *
 * @param ports the schemes that the address may have, and the port of each
 * @param options the names that may stand behind its question mark
 * @throws StepError SECRET_UNREADABLE, REQUEST_INVALID, HOST_NOT_ALLOWED
 */
export function allowedServer(
  { secret, environment }: DriverCall,
  connection: string,
  ports: Readonly<Record<string, number>>,
  options: readonly string[] = [],
): AllowedServer {
  const address = readAddress(secret(connection), connection, ports);
  const other = [...address.options.keys()].find((name) => !options.includes(name));
  if (other !== undefined) throw invalid(connection, `?${other}`);
  const guard = guardOf(environment);
  guard.require(address.host, address.port);
  return { address, guard };
}

function readAddress(
  secret: string,
  connection: string,
  ports: Readonly<Record<string, number>>,
): ServerAddress {
  const url = URL.canParse(secret.trim()) ? new URL(secret.trim()) : null;
  const scheme = url?.protocol.slice(0, -1) ?? '';
  const port = Object.hasOwn(ports, scheme) ? ports[scheme] : undefined;
  if (url === null || port === undefined || url.hostname === '') {
    throw invalid(connection, `${Object.keys(ports).join(' | ')}://…`);
  }
  try {
    return {
      scheme,
      host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
      port: url.port === '' ? port : Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      path: decodeURIComponent(url.pathname.replace(/^\//, '')),
      options: url.searchParams,
    };
  } catch {
    throw invalid(connection, '%');
  }
}

/** `at`: what of the address is not as it has to be, without what is secret. */
const invalid = (connection: string, at: string) =>
  new StepError('REQUEST_INVALID', { field: 'connection', secret: connection, at });
