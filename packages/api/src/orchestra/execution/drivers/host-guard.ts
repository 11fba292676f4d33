import { BlockList, isIP, isIPv6 } from 'node:net';
import type { PlannedEnvironment } from '@atelier/domain/orchestra/run-plan.ts';
import {
  addAddress,
  blockList,
  checkedLookup,
  familyOf,
  ownNetworks,
} from '../../../kernel/networks.ts';
import { StepError } from './step-error.ts';

const loopback = blockList(['127.0.0.0', 8], ['::1', 128]);

/**
 * Says where steps may connect to. `allowed` has names (`shop.example`, `*.shop.example`), with a port or without,
 * addresses, and networks (`10.2.0.0/16`). A name that leads into a network of one's own needs that address or network
 * in the list as well; `localhost` is what it says.
 */
export function createHostGuard(allowed: readonly string[]) {
  const listed = new BlockList();
  const names = allowed.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== '');
  const hosts = names.filter((entry) => !addAddress(listed, entry));

  const isListed = (address: string) => listed.check(address, familyOf(address));
  /** By name and port, before anything is looked up. */
  const mayReach = (host: string, port: number): boolean => {
    const bare = bareName(host);
    if (isIP(bare) !== 0 && isListed(bare)) return true;
    return hosts.some((entry) => covers(entry, bare, port));
  };
  const mayUse = (host: string, address: string): boolean => {
    if (isListed(address) || !ownNetworks.check(address, familyOf(address))) return true;
    return isLocalhost(host) && loopback.check(address, familyOf(address));
  };
  const refusal = (host: string, address?: string) =>
    new StepError('HOST_NOT_ALLOWED', {
      host,
      ...(address === undefined || address === host ? {} : { address }),
    });

  return {
    lookup: checkedLookup((host, address) =>
      mayUse(host, address) ? undefined : refusal(host, address),
    ),
    /** Throws `HOST_NOT_ALLOWED`. */
    require(host: string, port: number): void {
      const bare = bareName(host);
      if (!mayReach(bare, port)) throw refusal(bare);
    },
  };
}

export type HostGuard = ReturnType<typeof createHostGuard>;

/** Where steps on an environment may connect to: its allowed hosts, and those of its base addresses. */
export function guardOf({ allowedHosts, baseUrls }: PlannedEnvironment): HostGuard {
  return createHostGuard([
    ...allowedHosts,
    ...Object.values(baseUrls).map((url) => new URL(url).host),
  ]);
}

function covers(entry: string, host: string, port: number): boolean {
  const [, name = '', only] =
    /^(.*?)(?::(\d{1,5}))?$/.exec(isIPv6(entry) ? `[${entry}]` : entry) ?? [];
  if (only !== undefined && Number(only) !== port) return false;
  const wanted = bareName(name);
  if (wanted.startsWith('*.'))
    return host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1;
  return wanted === host;
}

/** In lower case, without the brackets of IPv6 and the dot of the root. */
function bareName(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function isLocalhost(host: string): boolean {
  const bare = bareName(host);
  return bare === 'localhost' || bare.endsWith('.localhost');
}
