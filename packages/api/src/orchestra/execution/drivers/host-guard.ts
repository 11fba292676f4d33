import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { StepError } from './step-error.ts';

/** Networks of one's own, and what stands for this machine: a name leads there only where the address is allowed too. */
const own = blockList(
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
);
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
    if (isListed(address) || !own.check(address, familyOf(address))) return true;
    return isLocalhost(host) && loopback.check(address, familyOf(address));
  };
  const refusal = (host: string, address?: string) =>
    new StepError('HOST_NOT_ALLOWED', {
      host,
      ...(address === undefined || address === host ? {} : { address }),
    });

  /** Looks a name up for a connection, which goes to the very address that was checked. */
  const guardedLookup: LookupFunction = (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const bad = found?.find(({ address }) => !mayUse(host, address));
      const [first] = found ?? [];
      if (error !== null) done(error, '', 0);
      else if (bad !== undefined) done(refusal(host, bad.address), '', 0);
      else if (options.all) done(null, found);
      else done(null, first?.address ?? '', first?.family);
    });
  };
  return {
    lookup: guardedLookup,
    /** Throws `HOST_NOT_ALLOWED`. */
    require(host: string, port: number): void {
      const bare = bareName(host);
      if (!mayReach(bare, port)) throw refusal(bare);
    },
  };
}

export type HostGuard = ReturnType<typeof createHostGuard>;

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

function blockList(...subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, bits] of subnets) list.addSubnet(net, bits, familyOf(net));
  return list;
}

/** Whether the entry is an address or a network. */
function addAddress(list: BlockList, entry: string): boolean {
  const [net = '', bits] = entry.split('/');
  if (isIP(net) === 0) return false;
  const most = isIPv6(net) ? 128 : 32;
  if (bits === undefined) list.addAddress(net, familyOf(net));
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
    list.addSubnet(net, Number(bits), familyOf(net));
  return true;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
