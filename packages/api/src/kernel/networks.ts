import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** Loopback, networks of one's own, and what stands for this machine. */
export const ownNetworks = blockList(
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

export function blockList(...subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, bits] of subnets) list.addSubnet(net, bits, familyOf(net));
  return list;
}

/** Adds an address or a network (`10.2.0.0/16`) to the list; whether the entry is one. */
export function addAddress(list: BlockList, entry: string): boolean {
  const [net = '', bits] = entry.split('/');
  if (isIP(net) === 0) return false;
  const most = isIPv6(net) ? 128 : 32;
  if (bits === undefined) list.addAddress(net, familyOf(net));
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
    list.addSubnet(net, Number(bits), familyOf(net));
  return true;
}

/** As a `BlockList` calls it. Node looks an IPv4 address that is written as one of IPv6 up as that IPv4 address. */
export function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/**
 * Looks a name up for a connection, which goes to the very address that was checked: no name changes in between.
 *
 * @param refusalOf why a name may not lead to an address; undefined where it may
 */
export function checkedLookup(
  refusalOf: (host: string, address: string) => Error | undefined,
): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, '', 0);
      for (const { address } of found) {
        const refusal = refusalOf(host, address);
        if (refusal !== undefined) return done(refusal, '', 0);
      }
      if (options.all) return done(null, found);
      const [first] = found;
      done(null, first?.address ?? '', first?.family);
    });
  };
}
