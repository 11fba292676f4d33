import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../database-page.module.css';
import { Mono } from '../mono.tsx';
import { usePlace } from '../use-lifecycle.ts';

/** Which database all of the page is about. */
export function PlaceFact() {
  const { t } = useTranslation('database');
  const place = usePlace();
  return (
    <div className={classes.wide}>
      <dt>{t('place.title')}</dt>
      <dd>
        {place === undefined ? (
          <Skeleton height={20} />
        ) : place.kind === 'embedded' ? (
          <>
            {t('place.embedded')} <Mono>{place.folder}</Mono>
          </>
        ) : (
          <>
            <Mono>{place.name}</Mono> {t('place.server')} <Mono>{place.server}</Mono>
          </>
        )}
      </dd>
    </div>
  );
}
