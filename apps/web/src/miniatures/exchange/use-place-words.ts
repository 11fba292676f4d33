import type { ImportPlace } from '@atelier/domain/miniatures/import-faults.ts';
import { useTranslation } from 'react-i18next';

/** Says a place in a file, from its outside to its inside; nothing where none is known. */
export function usePlaceWords(): (place: ImportPlace) => string {
  const { t } = useTranslation(['miniatures', 'exchange']);
  return ({ type: number, name, event, stage, field }) => {
    const words: string[] = [];
    if (number !== undefined && name !== undefined) {
      words.push(t('exchange:place.both', { number, name }));
    } else if (number !== undefined) words.push(t('exchange:place.type', { number }));
    else if (name !== undefined) words.push(t('exchange:place.named', { name }));
    if (event !== undefined) words.push(t('exchange:place.event', { number: event }));
    if (stage !== undefined) words.push(t('exchange:place.stage', { stage: t(`stages.${stage}`) }));
    if (field !== undefined) words.push(t('exchange:place.field', { field }));
    return words.join(', ');
  };
}
