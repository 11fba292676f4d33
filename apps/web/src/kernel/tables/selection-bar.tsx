import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './selection-bar.module.css';

interface Props {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** What can be done with the chosen rows, at the foot of the window. */
export function SelectionBar({ count, onClear, children }: Props) {
  const { t } = useTranslation('tables');
  return (
    <section data-foot-bar className={classes.bar} aria-label={t('selection')}>
      <span role="status" className={classes.count}>
        {t('selected', { count })}
      </span>
      {children}
      <CloseButton size="lg" aria-label={t('clearSelection')} onClick={onClear} />
    </section>
  );
}
