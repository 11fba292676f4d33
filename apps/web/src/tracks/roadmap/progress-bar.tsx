import type { Progress } from '@atelier/domain/tracks/roadmap.ts';
import { Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './progress-bar.module.css';

/** How many steps are done, in a bar and in words. */
export function ProgressBar({ progress: { done, of } }: { readonly progress: Progress }) {
  const { t } = useTranslation('tracks');
  const id = useId();
  if (of === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noSteps')}
      </Text>
    );
  }
  return (
    <div>
      <progress className={classes.bar} max={of} value={done} aria-labelledby={id} />
      <Text size="sm" id={id}>
        {t('progress', { done, of })}
      </Text>
    </div>
  );
}
