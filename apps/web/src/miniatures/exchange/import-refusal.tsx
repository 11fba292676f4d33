import { isImportReason } from '@atelier/domain/miniatures/import-reasons.ts';
import type { CallError } from '@atelier/sdk/errors.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { codeWords } from '../../kernel/errors/error-words.ts';
import classes from './exchange-page.module.css';

/** Why a file was refused, and where in it. */
export function ImportRefusal({ refusal }: { readonly refusal: CallError }) {
  const { t, i18n } = useTranslation('miniatures');
  const { at, reason } = refusal.details;
  return (
    <div role="alert" className={classes.refused}>
      <Text fw={600}>
        {codeWords(i18n, refusal).text} {t('exchange.failed')}
      </Text>
      {typeof at === 'string' && at !== '' && <Text size="sm">{t('exchange.at', { at })}</Text>}
      {isImportReason(reason) && <Text size="sm">{t(`exchange.reasons.${reason}`)}</Text>}
    </div>
  );
}
