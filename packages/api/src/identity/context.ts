import type { Context } from '../kernel/context.ts';
import type { Files } from './files/files.ts';
import type { Identity } from './identity.ts';

/** What this area's procedures work with beside the kernel's services. */
export interface IdentityServices {
  readonly identity: Identity;
  readonly files: Files;
}

export type IdentityContext = Context & IdentityServices;
