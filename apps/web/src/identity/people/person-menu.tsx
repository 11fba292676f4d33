import type { Person } from '@atelier/domain/identity/people.ts';
import { houseRoles } from '@atelier/domain/identity/roles.ts';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, type MenuItem } from '../../kernel/overlay/menu.tsx';
import { ResetLinkDialog } from './reset-link-dialog.tsx';
import { usePersonActions } from './use-person-actions.ts';

interface Props {
  readonly person: Person;
  readonly tabIndex: 0 | -1;
}

/** What an administrator can do with somebody. */
export function PersonMenu({ person, tabIndex }: Props) {
  const { t } = useTranslation('identity');
  const actions = usePersonActions(person);
  const [givesLink, setGivesLink] = useState(false);
  const { kind, active, roles, displayName } = person;
  if (kind === 'guest') return null;
  const held = roles.find(({ scope }) => scope.type === 'global')?.role;
  const items: readonly MenuItem[] = [
    ...houseRoles.map((role) => ({
      label: t('people.makeRole', { role: t(`roles.${role}`) }),
      checked: role === held,
      onSelect: () => void actions.makeRole(role),
    })),
    { label: t('people.takeRoles'), onSelect: () => void actions.takeRoles() },
    { label: t('people.resetLink'), onSelect: () => setGivesLink(true) },
    { label: t('people.dropFactor'), onSelect: () => void actions.dropSecondFactor() },
    active
      ? { label: t('people.deactivate'), onSelect: () => void actions.deactivate() }
      : { label: t('people.activate'), onSelect: () => void actions.activate() },
  ];
  return (
    <>
      <Menu label={t('people.actions', { name: displayName })} items={items} tabIndex={tabIndex}>
        <IconDots size={18} aria-hidden />
      </Menu>
      <ResetLinkDialog person={person} opened={givesLink} onClose={() => setGivesLink(false)} />
    </>
  );
}
