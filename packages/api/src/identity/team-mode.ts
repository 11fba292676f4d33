import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';

/**
 * Throws `ERR_NOT_IN_TEAM_MODE` where nobody signs in: there everybody who comes may do everything, and there is
 * nothing to give or to take.
 */
export function requireTeam({ mode }: { readonly mode: AuthMode }): void {
  if (mode !== 'team') throw accountError('ERR_NOT_IN_TEAM_MODE');
}
