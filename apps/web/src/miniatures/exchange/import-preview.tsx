import type { ImportDryRun } from '@atelier/domain/miniatures/interchange.ts';
import { Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArchiveOff, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';
import { PreviewTable } from './preview-table.tsx';
import { usePlaceWords } from './use-place-words.ts';

/** More names than this are only counted. */
const namedTypes = 20;

/** Every difference that an import would make: each stage after, and before where it changes. */
export function ImportPreview({ summary }: { readonly summary: ImportDryRun }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const { types, created, merged, events, mended } = summary;
  if (types.length === 0) return <Text role="status">{t('exchange:nothing')}</Text>;
  return (
    <>
      <Title order={3} mb="xs" tabIndex={-1}>
        {t('exchange:preview')}
      </Title>
      <p className={classes.facts} role="status">
        {created > 0 && <span>{t('exchange:created', { count: created })}</span>}
        {merged > 0 && <span>{t('exchange:merged', { count: merged })}</span>}
        <span>{t('exchange:events', { count: events })}</span>
      </p>
      <RepeatedWarning types={types} />
      <MendedNote mended={mended} />
      <RestoredNote types={types} />
      <PreviewTable types={types} />
    </>
  );
}

/** What is written otherwise than in an export, and how it is taken: each with its first place. */
function MendedNote({ mended }: Pick<ImportDryRun, 'mended'>) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const placeWords = usePlaceWords();
  if (mended.length === 0) return null;
  return (
    <div role="note" className={classes.warning}>
      <IconInfoCircle size={20} className={classes.warningIcon} aria-hidden />
      <ul className={classes.notes}>
        {mended.map(({ note, count, first }) => (
          <li key={note}>
            {t(`exchange:mended.${note}`, { count })}{' '}
            <span className={classes.first}>
              {t('exchange:firstAt', { place: placeWords(first) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Which types an import would take out of the archive: in a long table nobody would find them. */
function RestoredNote({ types }: Pick<ImportDryRun, 'types'>) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const restored = types.filter((type) => type.archived);
  if (restored.length === 0) return null;
  const rest = restored.length - namedTypes;
  return (
    <div role="note" className={classes.warning}>
      <IconArchiveOff size={20} className={classes.warningIcon} aria-hidden />
      <div className={classes.name}>
        <strong>{t('exchange:restored', { count: restored.length })}</strong>{' '}
        {restored
          .slice(0, namedTypes)
          .map(({ name }) => name)
          .join(', ')}
        {rest > 0 && <> {t('exchange:moreRows', { count: rest })}</>}
      </div>
    </div>
  );
}

/** Says so where the file looks like something that is here already. */
function RepeatedWarning({ types }: Pick<ImportDryRun, 'types'>) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const repeated = types.filter((type) => type.repeated).length;
  if (repeated === 0) return null;
  return (
    <div role="alert" className={classes.warning}>
      <IconAlertTriangle size={20} className={classes.warningIcon} aria-hidden />
      {repeated === types.length
        ? t('exchange:repeatedAll')
        : t('exchange:repeated', { count: repeated })}
    </div>
  );
}
