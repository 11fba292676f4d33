import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import {
  columnsOf,
  ignoredColumns,
  readTable,
  type TableMapping,
  type TableReading,
  toImportFile,
} from '@atelier/domain/miniatures/table-reading.ts';
import { type ColumnRole, folded } from '@atelier/domain/miniatures/table-words.ts';
import { Button, Checkbox, Text, Title } from '@mantine/core';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnList } from './column-list.tsx';
import classes from './exchange-page.module.css';
import { StatusWords } from './status-words.tsx';
import { TableFaults } from './table-faults.tsx';
import type { TableDraft } from './table-file.ts';
import mappingClasses from './table-mapping.module.css';
import { useColumnName } from './use-column-name.ts';

interface Props {
  readonly draft: TableDraft;
  readonly onChange: (draft: TableDraft) => void;
  /** The table in the form of an export. */
  readonly onReady: (file: File) => void;
  readonly onLeave: () => void;
}

/** What each column of a table holds, and what comes of that; the preview follows. */
export function TableMappingForm({ draft, onChange, onReady, onLeave }: Props) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const { name, rows, mapping, supposed } = draft;
  const reading = useMemo(() => readTable(rows, mapping), [rows, mapping]);
  const headsId = useId();
  const hasName = mapping.roles.includes('name');
  const change = (part: Partial<TableMapping>) =>
    onChange({ ...draft, mapping: { ...mapping, ...part } });
  const setRole = (place: number, role: ColumnRole) =>
    change({
      // A thing stands in one column: where it was before, it is not any more.
      roles: columnsOf(rows).map((each) => {
        const now = mapping.roles[each] ?? 'ignored';
        if (each === place) return role;
        return now === role ? 'ignored' : now;
      }),
    });
  const setStatus = (word: string, stage: Stage | null) => {
    const { [folded(word)]: _, ...others } = mapping.statuses;
    change({ statuses: stage === null ? others : { ...others, [folded(word)]: stage } });
  };
  return (
    <div className={mappingClasses.mapping}>
      <div>
        <Title order={3} tabIndex={-1}>
          {t('exchange:table.title')}
        </Title>
        <Text className={classes.name} c="dimmed" size="sm">
          {t('exchange:table.rows', {
            count: rows.length,
            name: name ?? t('exchange:table.pasted'),
          })}
          {supposed !== null && ` ${t('exchange:table.supposed', { encoding: supposed })}`}
        </Text>
      </div>
      <div className={mappingClasses.heads}>
        <Checkbox
          id={headsId}
          checked={mapping.hasHeads}
          onChange={(event) => change({ hasHeads: event.currentTarget.checked })}
        />
        <label htmlFor={headsId}>{t('exchange:table.hasHeads')}</label>
      </div>
      <ColumnList rows={rows} mapping={mapping} onRole={setRole} />
      {hasName && (
        <>
          <StatusWords rows={rows} mapping={mapping} onStatus={setStatus} />
          <TableFaults faults={reading.faults} />
        </>
      )}
      <Outcome draft={draft} reading={reading} hasName={hasName} />
      <div className={classes.buttons}>
        <Button
          disabled={!hasName || reading.types.length === 0}
          onClick={() => onReady(exportOf(draft, reading))}
        >
          {t('exchange:table.preview')}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {t('exchange:another')}
        </Button>
      </div>
    </div>
  );
}

function exportOf({ name }: TableDraft, { types }: TableReading): File {
  return new File([toImportFile(types)], name ?? 'table.json', { type: 'application/json' });
}

interface OutcomeProps {
  readonly draft: TableDraft;
  readonly reading: TableReading;
  readonly hasName: boolean;
}

/** What would be sent, and what is left out. */
function Outcome({ draft: { rows, mapping }, reading, hasName }: OutcomeProps) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const columnName = useColumnName(rows, mapping);
  const ignored = ignoredColumns(rows, mapping);
  const count = reading.types.reduce(
    (sum, { counts }) => Object.values(counts).reduce((all, one) => all + one, sum),
    0,
  );
  if (!hasName) return <Text role="status">{t('exchange:table.noName')}</Text>;
  return (
    <div>
      <Text fw={600} role="status">
        {t('exchange:table.types', { count: reading.types.length })},{' '}
        {t('counts.miniatures', { count })}
      </Text>
      {ignored.length > 0 && (
        <Text size="sm" className={classes.name}>
          {t('exchange:table.ignored', {
            columns: ignored.map(columnName).join(', '),
          })}
        </Text>
      )}
    </div>
  );
}
