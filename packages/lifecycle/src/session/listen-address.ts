import { isIPv6 } from 'node:net';
import { z } from 'zod';

/** A name or an address of this machine, and a port. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:2525`, `[::1]:2525`, `localhost:2525`. */
export const listenAddress = z
  .string()
  .transform(addressIn)
  .refine(
    (address): address is ListenAddress => address !== undefined,
    'an address of this machine and a port, like 127.0.0.1:2525',
  );

function addressIn(text: string): ListenAddress | undefined {
  const [, bracketed, name, written] =
    /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+)):(\d{1,5})$/i.exec(text.trim()) ?? [];
  const host = bracketed ?? name;
  const port = Number(written);
  const isAddress = host !== undefined && (bracketed === undefined || isIPv6(bracketed));
  return isAddress && port > 0 && port < 65_536 ? { host, port } : undefined;
}
