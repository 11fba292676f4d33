import { IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './not-saved.module.css';
import { useIsWaiting } from './use-outbox.ts';

/** Marks what is shown but not saved yet: a row, or with no id whatever is the sum of rows. */
export function NotSaved({ id }: { readonly id?: string }) {
  const { t } = useTranslation();
  const isWaiting = useIsWaiting(id);
  if (!isWaiting) return null;
  return (
    <span className={classes.mark} title={t('waiting.markHint')}>
      <IconCloudUp size={14} aria-hidden />
      <span className={classes.text}>{t('waiting.mark')}</span>
    </span>
  );
}
