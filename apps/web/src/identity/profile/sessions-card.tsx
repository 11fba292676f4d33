import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { forgetKept } from '../../kernel/kept/kept-answers.ts';
import { goTo } from '../go-to.ts';
import classes from '../list.module.css';
import { Tag } from '../tag.tsx';

/** Where one is signed in, and how that is ended. */
export function SessionsCard() {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const client = useTRPCClient();
  const { data: sessions } = useQuery(useTRPC().identity.sessions.queryOptions());
  const end = useCommand('identity.endSession', {
    says: () => ({ key: 'identity:profile.ended' }),
  });
  const [asks, setAsks] = useState(false);
  const day = (instant: string) => format.instant(Date.parse(instant));
  return (
    <Card
      title={t('profile.sessions')}
      text={t('profile.sessionsText')}
      actions={
        <Button variant="default" size="xs" onClick={() => setAsks(true)}>
          {t('profile.everywhere')}
        </Button>
      }
    >
      {sessions === undefined ? (
        <Skeleton height={64} />
      ) : (
        <ul className={classes.list}>
          {sessions.map(({ id, client: used, createdAt, lastSeenAt, endsAt, current }) => {
            const name = used || t('profile.unknownClient');
            return (
              <li key={id} className={classes.item}>
                <div className={classes.what}>
                  <div className={classes.name}>
                    {name}
                    {current && <Tag>{t('profile.thisOne')}</Tag>}
                  </div>
                  <div className={classes.more}>
                    {t('profile.since', { when: day(createdAt) })},{' '}
                    {t('profile.lastSeen', { when: day(lastSeenAt) })},{' '}
                    {t('profile.endsAt', { when: day(endsAt) })}
                  </div>
                </div>
                {!current && (
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t('profile.endHere', { client: name })}
                    onClick={() => void end.run({ id })}
                  >
                    {t('profile.end')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <FormDialog
        title={t('profile.everywhere')}
        subtitle={t('profile.everywhereSure')}
        submit={t('profile.everywhere')}
        opened={asks}
        canSubmit
        onClose={() => setAsks(false)}
        onSubmit={async () => {
          await client.identity.signOut.mutate({ everywhere: true });
          await forgetKept();
          goTo('/');
        }}
      >
        {null}
      </FormDialog>
    </Card>
  );
}
