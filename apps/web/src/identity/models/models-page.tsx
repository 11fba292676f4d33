import { Button, Skeleton, Text } from '@mantine/core';
import { IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { connectionAt } from './connections.ts';
import { FixedCard } from './fixed-card.tsx';
import classes from './models.module.css';

/** Which language models the house asks. */
export function ModelsPage() {
  // Codes of findings are told in the words of models.
  const { t, ready } = useTranslation(['connections', 'models']);
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.identity.models.connections.queryOptions());
  const [isAdding, setAdding] = useState(false);
  if (!ready) return <Skeleton height={240} radius="lg" />;
  const isFixed = data.from === 'environment';
  const [first, fallback] = [connectionAt(data, 'first'), connectionAt(data, 'fallback')];
  return (
    <>
      <PageHeader>
        <PageHeading title={t('title')} />
      </PageHeader>
      <Text c="dimmed" mb="lg" mt={-8}>
        {t('text')}
      </Text>
      <div className={classes.cards}>
        {(isFixed || (first ?? fallback) === undefined) && (
          <div className={classes.note}>
            <IconInfoCircle size={20} aria-hidden />
            <span>{t(isFixed ? 'variables' : 'none')}</span>
          </div>
        )}
        {isFixed ? (
          data.connections.map((one) => <FixedCard key={one.slot} connection={one} />)
        ) : (
          <>
            <ConnectionCard slot="first" connection={first} />
            {fallback !== undefined || isAdding ? (
              <ConnectionCard slot="fallback" connection={fallback} />
            ) : (
              first !== undefined && (
                <div>
                  <Button
                    variant="default"
                    leftSection={<IconPlus size={18} aria-hidden />}
                    onClick={() => setAdding(true)}
                  >
                    {t('addFallback')}
                  </Button>
                </div>
              )
            )}
          </>
        )}
      </div>
    </>
  );
}
