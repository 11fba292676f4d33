import { Client } from 'pg';

/** One of the servers that an address names. */
interface Place {
  readonly host: string;
  readonly port: string;
}

/**
 * An address of several hosts as libpq has them, `postgres://me@one:5432,two:5432/db`, in its other spelling, which is
 * also one of the web: `postgres://me@one:5432/db?host=one,two&port=5432,5432`. Any other stays as it is.
 */
export function withHostsBehind(address: string): string {
  const [, before = '', list = '', after = ''] =
    /^(postgres(?:ql)?:\/\/(?:[^/?#@]*@)?)([^/?#@]*,[^/?#@]*)((?:[/?#].*)?)$/s.exec(address) ?? [];
  if (list === '') return address;
  const places = list.split(',').map((one) => {
    const [, host = '', port = '5432'] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(one) ?? [];
    return { host, port: port === '' ? '5432' : port };
  });
  const [first] = places;
  const hosts = places.map(({ host }) => host.replace(/^\[(.*)\]$/, '$1')).join(',');
  const query = `host=${hosts}&port=${places.map(({ port }) => port).join(',')}`;
  const [, path = '', own = '', rest = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(after) ?? [];
  return `${before}${first?.host}:${first?.port}${path}?${own === '' ? '' : `${own}&`}${query}${rest}`;
}

/** The addresses of the servers that an address names, one each; the address itself where there is one. */
export function addressesOf(given: string): readonly string[] {
  const address = withHostsBehind(given);
  const places = placesIn(address);
  if (places.length < 2) return [address];
  return places.map(({ host, port }) =>
    address.replaceAll(/([?&])(host|port)=[^&#]*/g, (_, mark, name) =>
      name === 'host' ? `${mark}host=${encodeURIComponent(host)}` : `${mark}port=${port}`,
    ),
  );
}

function placesIn(address: string): readonly Place[] {
  const query = new URLSearchParams(/\?([^#]*)/.exec(address)?.[1] ?? '');
  const hosts = (query.get('host') ?? '').split(',');
  const ports = (query.get('port') ?? '').split(',');
  // One port is that of all.
  return hosts.map((host, place) => ({ host, port: ports[place] ?? ports[0] ?? '' }));
}

/** So long a server may take to say what it is; it is asked for each connection that is made. */
const patienceMs = 5_000;

/**
 * Of several servers the settings of the one that takes writes, whichever that is at the moment; with
 * `target_session_attrs=any` in the address, of one that answers.
 *
 * @throws what each of them said, where there is none
 */
export async function settingsOfFirst<Settings extends object>(
  addresses: readonly string[],
  settingsOf: (address: string) => Promise<Settings>,
): Promise<Settings> {
  return Promise.any(
    addresses.map(async (address) => {
      const settings = await settingsOf(address);
      if (takesAnyServer(address) || (await takesWrites(settings))) return settings;
      throw Object.assign(new Error('This server is a replica.'), { code: cannotConnectNow });
    }),
  );
}

export const takesAnyServer = (address: string): boolean =>
  /[?&]target_session_attrs=any(&|#|$)/.test(address);

/** Whether a server that took writes takes none any more: it is gone, says nothing, or is a replica now. */
export async function hasLeft(settings: object): Promise<boolean> {
  return !(await takesWrites(settings).catch(() => false));
}

/** SQLSTATE of a server that is not ready yet. */
const cannotConnectNow = '57P03';

async function takesWrites(settings: object): Promise<boolean> {
  const client = new Client({
    ...settings,
    application_name: 'atelier looks for the first server',
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ is_replica: boolean }>(
      'SELECT pg_is_in_recovery() AS is_replica',
    );
    return rows[0]?.is_replica === false;
  } finally {
    // Without waiting for the other end, which may be gone.
    client.connection.stream.destroy();
  }
}
