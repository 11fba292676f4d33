import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';

/** Loopback, networks of one's own, and what stands for this machine: only where it is said. */
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

/** Says whether requests may go to an address: to the public ones, and to those that were listed. */
export function createAddressGuard(allowed: readonly string[]) {
  const listed = new BlockList();
  for (const entry of allowed) addTo(listed, entry);
  const may = (address: string): boolean => {
    // An IPv4 address that is written as one of IPv6 is looked up as that IPv4 address by Node.
    const family = familyOf(address);
    return listed.check(address, family) || !own.check(address, family);
  };
  const refused = (host: string, address: string) =>
    fileError('ERR_FILE_STORE_ADDRESS', { host, address });

  /** Looks a name up for a connection: what it means is checked where it is used, so no name changes in between. */
  const guardedLookup: LookupFunction = (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const bad = found?.find(({ address }) => !may(address));
      const [first] = found ?? [];
      if (error !== null) done(error, '', 0);
      else if (bad !== undefined) done(refused(host, bad.address), '', 0);
      else if (options.all) done(null, found);
      else done(null, first?.address ?? '', first?.family);
    });
  };
  return {
    lookup: guardedLookup,
    /** An address that needs no looking up. Throws `ERR_FILE_STORE_ADDRESS`. */
    requireHost(host: string): void {
      const bare = host.replace(/^\[|\]$/g, '');
      if (isIP(bare) !== 0 && !may(bare)) throw refused(host, bare);
    },
  };
}

export type AddressGuard = ReturnType<typeof createAddressGuard>;

function blockList(...subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, bits] of subnets) list.addSubnet(net, bits, familyOf(net));
  return list;
}

function addTo(list: BlockList, entry: string): void {
  const [net = '', bits] = entry.split('/');
  if (bits === undefined) list.addAddress(net, familyOf(net));
  else list.addSubnet(net, Number(bits), familyOf(net));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
