import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from '../list.module.css';
import { NewTokenDialog } from './new-token-dialog.tsx';

/** With which programs call in one's name. */
export function TokensCard() {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const { data: tokens } = useQuery(useTRPC().identity.tokens.list.queryOptions());
  const revoke = useCommand('identity.tokens.revoke', {
    says: ({ id }) => ({
      key: 'identity:profile.revoked',
      values: { name: tokens?.find((token) => token.id === id)?.name ?? '' },
    }),
  });
  const [isMaking, setMaking] = useState(false);
  return (
    <Card
      title={t('profile.tokens')}
      text={t('profile.tokensText')}
      actions={
        <Button variant="default" size="xs" onClick={() => setMaking(true)}>
          {t('profile.newToken')}
        </Button>
      }
    >
      {tokens === undefined && <Skeleton height={40} />}
      {tokens?.length === 0 && <Text c="dimmed">{t('profile.noTokens')}</Text>}
      {tokens !== undefined && tokens.length > 0 && (
        <ul className={classes.list}>
          {tokens.map(({ id, name, access, expiresAt, lastUsedAt }) => (
            <li key={id} className={classes.item}>
              <div className={classes.what}>
                <div className={classes.name}>{name}</div>
                <div className={classes.more}>
                  {[
                    t(`profile.accesses.${access}`),
                    lastUsedAt === null
                      ? t('profile.neverUsed')
                      : t('profile.lastUsed', { when: format.instant(lastUsedAt) }),
                    expiresAt === null
                      ? t('profile.neverExpires')
                      : t('profile.expiresOn', { when: format.instant(expiresAt) }),
                  ].join(' · ')}
                </div>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={t('profile.revokeOne', { name })}
                onClick={() => void revoke.run({ id })}
              >
                {t('profile.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NewTokenDialog opened={isMaking} onClose={() => setMaking(false)} />
    </Card>
  );
}
