import type { ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import { Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArchiveOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';
import { PreviewTable } from './preview-table.tsx';

/** More names than this are only counted. */
const namedTypes = 20;

/** Every difference that an import would make: each stage after, and before where it changes. */
export function ImportPreview({ summary }: { readonly summary: ImportSummary }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const { types, created, merged, events } = summary;
  if (types.length === 0) return <Text role="status">{t('exchange:nothing')}</Text>;
  return (
    <>
      <Title order={3} mb="xs">
        {t('exchange:preview')}
      </Title>
      <p className={classes.facts} role="status">
        {created > 0 && <span>{t('exchange:created', { count: created })}</span>}
        {merged > 0 && <span>{t('exchange:merged', { count: merged })}</span>}
        <span>{t('exchange:events', { count: events })}</span>
      </p>
      <RepeatedWarning types={types} />
      <RestoredNote types={types} />
      <PreviewTable types={types} />
    </>
  );
}

/** Which types an import would take out of the archive: in a long table nobody would find them. */
function RestoredNote({ types }: Pick<ImportSummary, 'types'>) {
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
function RepeatedWarning({ types }: Pick<ImportSummary, 'types'>) {
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
