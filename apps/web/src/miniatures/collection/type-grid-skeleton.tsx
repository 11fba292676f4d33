import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './type-grid-skeleton.module.css';

const rows = ['45%', '60%', '38%', '52%', '66%', '41%', '55%', '48%'];

/** The shape of the list while it is read. */
export function TypeGridSkeleton() {
  const { t } = useTranslation('miniatures');
  return (
    <div className={classes.list} role="status" aria-label={t('list.loading')}>
      {rows.map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton height={10} width={width} radius="xl" />
        </div>
      ))}
    </div>
  );
}
