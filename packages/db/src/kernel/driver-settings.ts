import { Client } from 'pg';
import { serverEncrypts } from './server-encrypts.ts';
import { addressesOf, settingsOfFirst, withHostsBehind } from './several-hosts.ts';

/**
 * An address as fields for the driver. The driver reads it as it always does, with two exceptions. In the
 * name of the database it would leave `%3F`, `%23`, `%24` and the like as they are; libpq and we read them
 * as `?`, `#`, `$`. And it would take `sslmode=require` for `verify-full`; here it means what it means to
 * libpq, and so to pg_dump with the same address: encrypted, whoever answers (ADR 62). `prefer` and `allow`
 * give the fields of an encrypted connection here; to open a connection, use {@link askedSettings}. The
 * driver would prefer `connectionString` to the fields, so it is not among them.
 *
 * @throws what the driver says about an address it cannot use, such as the path of a missing certificate
 */
export function driverSettings(given: string) {
  const connectionString = withHostsBehind(given);
  const { user, host, port, password, ssl, database } = new Client({
    connectionString: asLibpqMeans(connectionString),
  });
  const [, spelled = '', options = ''] =
    /^[^:]+:\/\/[^/?#]*\/([^?#]*)(?:\?([^#]*))?/.exec(connectionString) ?? [];
  // A % that begins no escape is a % to the driver, and so is what it makes of the name then.
  const isPlain = spelled === '' || /%(?![0-9a-f]{2})/i.test(spelled);
  const name = isPlain ? database : decodeURIComponent(spelled);
  return {
    ...Object.fromEntries(new URLSearchParams(options)),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(name !== undefined && { database: name }),
    ...{ host, port, ssl },
  };
}

/**
 * The same for a connection that is about to be opened: where the address leaves encryption to the server
 * (`prefer`, `allow`), the server is asked whether it encrypts; and of several servers each whether it takes writes.
 *
 * @throws as {@link driverSettings}, and what the system says when the server is not there
 */
export async function askedSettings(
  connectionString: string,
): Promise<ReturnType<typeof driverSettings>> {
  const addresses = addressesOf(connectionString);
  if (addresses.length > 1) return settingsOfFirst(addresses, askedSettings);
  const settings = driverSettings(connectionString);
  if (!leavesItToServer(connectionString)) return settings;
  // A socket in the file system is not encrypted, by libpq either.
  const encrypts = !settings.host.startsWith('/') && (await serverEncrypts(settings));
  return encrypts ? settings : { ...settings, ssl: false };
}

/** Whether an address asks for encryption, and does without. */
export const leavesItToServer = (connectionString: string): boolean =>
  /[?&]sslmode=(prefer|allow)(&|$)/.test(connectionString) &&
  !/[?&]sslnegotiation=direct/.test(connectionString);

/** `no-verify` is the driver's own word, and has no meaning to libpq; `allow` the driver does not know. */
function asLibpqMeans(given: string): string {
  const connectionString = given.replace(/([?&]sslmode=)allow(?=&|$)/, '$1prefer');
  const asks = /[?&]sslmode=(?!no-verify)/.test(connectionString);
  const isToldHow = /[?&]uselibpqcompat=/.test(connectionString);
  return asks && !isToldHow ? `${connectionString}&uselibpqcompat=true` : connectionString;
}
