import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { DisableSecondFactor } from './disable-second-factor.tsx';
import { EnableSecondFactor } from './enable-second-factor.tsx';

/** An authenticator app beside the password: whether there is one, and how it comes and goes. */
export function SecondFactorCard() {
  const { t } = useTranslation('identity');
  const { data } = useQuery(useTRPC().identity.secondFactor.queryOptions());
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Card
      title={t('secondFactor.title')}
      text={t('secondFactor.text')}
      actions={
        data && (
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {data.enabled ? t('secondFactor.disable') : t('secondFactor.enable')}
          </Button>
        )
      }
    >
      {data === undefined ? (
        <Skeleton height={24} />
      ) : (
        <Text size="sm">
          {data.enabled
            ? t('secondFactor.on', { count: data.recoveryCodesLeft })
            : t('secondFactor.off')}
        </Text>
      )}
      {data?.enabled === true && <DisableSecondFactor opened={isOpen} onClose={close} />}
      {data?.enabled === false && <EnableSecondFactor opened={isOpen} onClose={close} />}
    </Card>
  );
}
