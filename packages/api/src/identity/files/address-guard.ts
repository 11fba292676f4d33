import { BlockList, isIP } from 'node:net';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { addAddress, checkedLookup, familyOf, ownNetworks } from '../../kernel/networks.ts';

/** Says whether requests may go to an address: to the public ones, and to those that were listed. */
export function createAddressGuard(allowed: readonly string[]) {
  const listed = new BlockList();
  for (const entry of allowed) {
    if (!addAddress(listed, entry)) throw new TypeError(`no address: ${entry}`);
  }
  const may = (address: string): boolean => {
    const family = familyOf(address);
    return listed.check(address, family) || !ownNetworks.check(address, family);
  };
  const refused = (host: string, address: string) =>
    fileError('ERR_FILE_STORE_ADDRESS', { host, address });

  return {
    lookup: checkedLookup((host, address) => (may(address) ? undefined : refused(host, address))),
    /** An address that needs no looking up. Throws `ERR_FILE_STORE_ADDRESS`. */
    requireHost(host: string): void {
      const bare = host.replace(/^\[|\]$/g, '');
      if (isIP(bare) !== 0 && !may(bare)) throw refused(host, bare);
    },
  };
}

export type AddressGuard = ReturnType<typeof createAddressGuard>;
