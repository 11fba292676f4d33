import { filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import { profilePicture } from '@atelier/domain/identity/files/profile-picture.ts';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { forgetKept } from '../../kernel/kept/kept-answers.ts';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';
import { Menu } from '../../kernel/overlay/menu.tsx';
import { goTo } from '../go-to.ts';
import classes from './account-menu.module.css';

interface Props {
  readonly userId: string;
  readonly name: string;
}

/** Who is here, at the foot of the side bar, and the way out. */
export function AccountMenu({ userId, name }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const navigate = useNavigate();
  const of = { use: profilePicture.name, entityId: userId };
  const { data: [picture] = [] } = useQuery(useTRPC().identity.files.list.queryOptions(of));
  const signOut = () =>
    client.identity.signOut
      .mutate({})
      .then(forgetKept)
      .then(() => goTo('/'))
      .catch((error: unknown) => showFailure(error, 'sign-out'));
  return (
    <Menu
      className={classes.account}
      label={t('account.menu', { name })}
      items={[
        {
          label: t('account.profile'),
          icon: IconUserCircle,
          onSelect: () => void navigate({ to: '/house/profile' }),
        },
        { label: t('account.signOut'), icon: IconLogout, onSelect: () => void signOut() },
      ]}
    >
      {picture ? (
        <img className={classes.letter} src={`${filesPath}/${picture.id}/thumbnail`} alt="" />
      ) : (
        <span className={classes.letter} aria-hidden>
          {[...name][0]?.toUpperCase()}
        </span>
      )}
      <span className={classes.name}>{name}</span>
    </Menu>
  );
}
