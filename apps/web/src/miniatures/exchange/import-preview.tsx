import type { ImportedType, ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import { type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import { Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../kernel/charts/data-table.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './exchange-page.module.css';

/** More rows than this are only counted. */
const shownRows = 300;

/** Every difference that an import would make: each stage after, and before where it changes. */
export function ImportPreview({ summary }: { readonly summary: ImportSummary }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const { types, created, merged, events } = summary;
  const rest = types.length - shownRows;
  if (types.length === 0) return <Text role="status">{t('exchange.nothing')}</Text>;
  return (
    <>
      <Title order={3} mb="xs">
        {t('exchange.preview')}
      </Title>
      <p className={classes.facts} role="status">
        {created > 0 && <span>{t('exchange.created', { count: created })}</span>}
        {merged > 0 && <span>{t('exchange.merged', { count: merged })}</span>}
        <span>{t('exchange.events', { count: events })}</span>
      </p>
      <RepeatedWarning types={types} />
      <DataTable
        caption={t('exchange.differences')}
        heads={[
          t('list.type'),
          ...stages.map((stage) => t(`stages.${stage}`)),
          t('exchange.historyColumn'),
        ]}
        rows={types.slice(0, shownRows).map((type) => ({
          key: type.name,
          cells: [
            <TypeName key="name" type={type} />,
            ...stages.map((stage) => <StageChange key={stage} type={type} stage={stage} />),
            type.events === 0 ? '' : `+${format.number(type.events)}`,
          ],
        }))}
      />
      {rest > 0 && <Text mt="xs">{t('exchange.moreRows', { count: rest })}</Text>}
    </>
  );
}

/** Says so where the file looks like something that is here already. */
function RepeatedWarning({ types }: Pick<ImportSummary, 'types'>) {
  const { t } = useTranslation('miniatures');
  const repeated = types.filter((type) => type.repeated).length;
  if (repeated === 0) return null;
  return (
    <div role="alert" className={classes.warning}>
      <IconAlertTriangle size={20} className={classes.warningIcon} aria-hidden />
      {repeated === types.length
        ? t('exchange.repeatedAll')
        : t('exchange.repeated', { count: repeated })}
    </div>
  );
}

function TypeName({ type }: { readonly type: ImportedType }) {
  const { t } = useTranslation('miniatures');
  const { name, before, listed, archived, repeated, similar } = type;
  const badges = [
    before === null && t('exchange.isNew'),
    repeated && t('exchange.isRepeated'),
    archived && t('exchange.isArchived'),
    listed > 1 && t('exchange.listed', { count: listed }),
  ].filter((text) => text !== false);
  return (
    <>
      {name}
      {badges.map((text) => (
        <span key={text} className={classes.badge}>
          {text}
        </span>
      ))}
      {similar !== null && (
        <span className={classes.hint}>{t('exchange.similar', { name: similar })}</span>
      )}
    </>
  );
}

function StageChange({ type, stage }: { readonly type: ImportedType; readonly stage: Stage }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const before = type.before?.[stage] ?? 0;
  const after = type.after[stage];
  if (before === after) return format.number(after);
  return (
    <span className={classes.change}>
      {format.number(after)}
      {type.before !== null && (
        <span className={classes.before}>{t('exchange.before', { count: before })}</span>
      )}
    </span>
  );
}
