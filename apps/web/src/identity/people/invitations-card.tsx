import type { Invitation } from '@atelier/domain/identity/people.ts';
import { Box, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from '../list.module.css';

/** Who was invited and has not come yet. */
export function InvitationsCard({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const takeBack = useCommand('identity.people.revokeInvitation', {
    says: ({ id }) => ({
      key: 'identity:people.takenBack',
      values: { email: invitations.find((one) => one.id === id)?.email ?? '' },
    }),
  });
  return (
    <Box mb="lg">
      <Card title={t('people.invitations')} text={t('people.invitationsText')}>
        <ul className={classes.list}>
          {invitations.map(({ id, email, role, expiresAt }) => (
            <li key={id} className={classes.item}>
              <div className={classes.what}>
                <div className={classes.name}>{email}</div>
                <div className={classes.more}>
                  {t(`roles.${role}`)} ·{' '}
                  {t('people.goodUntil', { when: format.instant(expiresAt) })}
                </div>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={t('people.takeBackOne', { email: email ?? '' })}
                onClick={() => void takeBack.run({ id })}
              >
                {t('people.takeBack')}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    </Box>
  );
}
