import type { ImportedType, ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import { type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import classes from './exchange-page.module.css';

const pageSize = 100;

/** Each type's difference, a page of them at a time: a large collection has thousands. */
export function PreviewTable({ types }: Pick<ImportSummary, 'types'>) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const format = useFormat();
  const [start, setStart] = useState(0);
  const page = types.slice(start, start + pageSize);
  return (
    <>
      <DataTable
        // Another page begins at its top.
        key={start}
        caption={t('exchange:differences')}
        heads={[
          t('list.type'),
          ...stages.map((stage) => t(`stages.${stage}`)),
          t('exchange:historyColumn'),
        ]}
        rows={page.map((type) => ({
          key: type.name,
          cells: [
            <TypeName key="name" type={type} />,
            ...stages.map((stage) => <StageChange key={stage} type={type} stage={stage} />),
            type.events === 0 ? '' : `+${format.number(type.events)}`,
          ],
        }))}
      />
      {types.length > pageSize && (
        <Pages start={start} end={start + page.length} total={types.length} onTurn={setStart} />
      )}
    </>
  );
}

interface PagesProps {
  readonly start: number;
  readonly end: number;
  readonly total: number;
  readonly onTurn: (start: number) => void;
}

function Pages({ start, end, total, onTurn }: PagesProps) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  // A button that is disabled under the finger would lose the focus.
  const turn = (to: number) => {
    const isThere = to >= 0 && to < total;
    return {
      'aria-disabled': !isThere,
      ...(!isThere && { 'data-disabled': true }),
      onClick: () => isThere && onTurn(to),
    };
  };
  return (
    <nav className={classes.pages} aria-label={t('exchange:pages')}>
      <Button variant="default" {...turn(start - pageSize)}>
        {t('exchange:previous')}
      </Button>
      <span role="status">{t('exchange:shown', { start: start + 1, end, total })}</span>
      <Button variant="default" {...turn(start + pageSize)}>
        {t('exchange:next')}
      </Button>
    </nav>
  );
}

function TypeName({ type }: { readonly type: ImportedType }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const { name, before, listed, archived, repeated, similar } = type;
  const badges = [
    before === null && t('exchange:isNew'),
    repeated && t('exchange:isRepeated'),
    archived && t('exchange:isArchived'),
    listed > 1 && t('exchange:listed', { count: listed }),
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
        <span className={classes.hint}>{t('exchange:similar', { name: similar })}</span>
      )}
    </>
  );
}

function StageChange({ type, stage }: { readonly type: ImportedType; readonly stage: Stage }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const format = useFormat();
  const before = type.before?.[stage] ?? 0;
  const after = type.after[stage];
  if (before === after) return format.number(after);
  return (
    <span className={classes.change}>
      {format.number(after)}
      {type.before !== null && (
        <span className={classes.before}>{t('exchange:before', { count: before })}</span>
      )}
    </span>
  );
}
