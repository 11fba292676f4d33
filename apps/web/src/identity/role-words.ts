import type { Grant } from '@atelier/domain/identity/roles.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../kernel/i18n/format.ts';

/** Says a role as people read it: where it holds, if not everywhere, and until when. */
export function useRoleWords(): (grant: Grant) => string {
  const { t } = useTranslation('identity');
  const format = useFormat();
  return ({ role, scope, expiresAt }) => {
    const name = t(`roles.${role}`);
    const placed =
      scope.type === 'global'
        ? name
        : t(scope.type === 'area' ? 'profile.inArea' : 'profile.inProject', {
            role: name,
            id: scope.id,
          });
    return expiresAt === null
      ? placed
      : t('profile.until', { role: placed, until: format.instant(expiresAt) });
  };
}
