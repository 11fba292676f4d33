import { isImportReason, readPlace } from '@atelier/domain/miniatures/import-faults.ts';
import type { CallError } from '@atelier/sdk/errors.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { codeWords } from '../../kernel/errors/error-words.ts';
import classes from './exchange-page.module.css';
import { usePlaceWords } from './use-place-words.ts';

/** Why a file was refused, and where in it. */
export function ImportRefusal({ refusal }: { readonly refusal: CallError }) {
  const { t, i18n } = useTranslation(['miniatures', 'exchange']);
  const { reason } = refusal.details;
  const place = usePlaceWords()(readPlace(refusal.details));
  return (
    <div role="alert" className={classes.refused}>
      <Text fw={600}>
        {codeWords(i18n, refusal).text} {t('exchange:failed')}
      </Text>
      {isImportReason(reason) && <Text size="sm">{t(`exchange:reasons.${reason}`)}</Text>}
      {place !== '' && <Text size="sm">{t('exchange:at', { place })}</Text>}
    </div>
  );
}

/** Where no answer came, or the user did not wait for it. */
export function ImportUncertain({ refusal }: { readonly refusal: CallError | null }) {
  const { t, i18n } = useTranslation(['miniatures', 'exchange']);
  return (
    <div role="alert" className={classes.refused}>
      <Text fw={600}>
        {refusal === null ? t('exchange:stopped') : codeWords(i18n, refusal).text}
      </Text>
      <Text size="sm">{t('exchange:uncertain')}</Text>
    </div>
  );
}
