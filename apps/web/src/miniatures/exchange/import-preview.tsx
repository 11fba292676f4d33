import type { ImportedType, ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import { type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import { Text, Title } from '@mantine/core';
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

function TypeName({ type }: { readonly type: ImportedType }) {
  const { t } = useTranslation('miniatures');
  return (
    <>
      {type.name}
      {type.before === null && <span className={classes.badge}>{t('exchange.isNew')}</span>}
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
