import type { Grant } from '@atelier/domain/identity/roles.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../kernel/i18n/format.ts';
import { useProjectNames } from '../kernel/use-project-names.ts';

/**
 * Says a role as people read it: where it holds, if not everywhere, and until when.
 *
 * @param grants those that are to be said
 */
export function useRoleWords(grants: readonly Grant[]): (grant: Grant) => string {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const projects = useProjectNames(grants.some(({ scope }) => scope.type === 'project'));
  const placed = ({ role, scope }: Grant): string => {
    const name = t(`roles.${role}`);
    if (scope.type === 'global') return name;
    if (scope.type === 'area') return t('profile.inArea', { role: name, id: scope.id });
    const project = projects.get(scope.id);
    return project === undefined
      ? t('profile.inAProject', { role: name })
      : t('profile.inProject', { role: name, project });
  };
  return (grant) =>
    grant.expiresAt === null
      ? placed(grant)
      : t('profile.until', { role: placed(grant), until: format.instant(grant.expiresAt) });
}
