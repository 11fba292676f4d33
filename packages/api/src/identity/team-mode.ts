import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';

/** Throws `ERR_NOT_IN_TEAM_MODE` where nobody signs in. */
export function requireTeam({ mode }: { readonly mode: AuthMode }): void {
  if (mode !== 'team') throw accountError('ERR_NOT_IN_TEAM_MODE');
}
