import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './exchange-page.module.css';

interface Props {
  readonly dryRun: boolean;
  readonly file: File;
  /** 0..1 */
  readonly sent: number;
  readonly onCancel: () => void;
}

/** How far the upload is; after it the server works, which can only be waited for. */
export function SendingProgress({ dryRun, file, sent, onCancel }: Props) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const { t: kernel } = useTranslation('kernel');
  const format = useFormat();
  const { name } = file;
  const isSent = sent >= 1;
  return (
    <div className={classes.sending}>
      <Text role="status" className={classes.name}>
        {isSent
          ? t('exchange:processing')
          : dryRun
            ? t('exchange:checking', { name })
            : t('exchange:importing', { name })}
      </Text>
      <progress
        className={classes.progress}
        aria-label={t('exchange:uploaded')}
        max={1}
        {...(isSent ? {} : { value: sent })}
      >
        {format.percent(sent)}
      </progress>
      <Button variant="default" onClick={onCancel}>
        {kernel('cancel')}
      </Button>
    </div>
  );
}
