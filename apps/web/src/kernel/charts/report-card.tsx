import { ActionIcon, Skeleton, Text } from '@mantine/core';
import { IconChartHistogram, IconDownload, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../frame/card.tsx';
import { useFormat } from '../i18n/format.ts';
import type { CsvCell } from '../tables/csv.ts';
import { DataTable } from '../tables/data-table.tsx';
import { downloadCsv } from '../tables/download-csv.ts';
import classes from './report-card.module.css';

/** A cell as it is saved, and as it is shown where that is something else. */
export type Cell = CsvCell | { readonly value: CsvCell; readonly text: string };

export interface Figures {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[];
}

interface Props {
  /** Of the file. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** In print: what it is of. */
  readonly filters: string;
  /** Undefined until it is read. */
  readonly figures: Figures | undefined;
  readonly chart: ReactNode;
  /** In place of the chart where there are no figures; else that nothing matches the filters. */
  readonly empty?: string;
  readonly children?: ReactNode;
}

/** A report: as a chart or as a table on the screen, as both on paper, and as a file. */
export function ReportCard(props: Props) {
  const { name, title, text, filters, figures, chart, empty, children } = props;
  const { t } = useTranslation(['kernel', 'tables']);
  const [asTable, setAsTable] = useState(false);
  const isEmpty = figures?.rows.length === 0;
  return (
    <div className={classes.report}>
      <Card
        title={title}
        text={text}
        actions={
          figures && !isEmpty && <Actions {...{ name, title, figures, asTable, setAsTable }} />
        }
      >
        <p className={classes.filtersInPrint}>{filters}</p>
        {children}
        {figures === undefined && <Skeleton height={180} radius="md" />}
        {isEmpty && <Text c="dimmed">{empty ?? t('tables:report.empty')}</Text>}
        {figures && !isEmpty && (
          <>
            <div className={asTable ? classes.onPaper : undefined}>{chart}</div>
            <div className={asTable ? undefined : classes.onPaper}>
              <FiguresTable title={title} figures={figures} />
            </div>
          </>
        )}
      </Card>
    </div>
  );
}

interface ActionsProps {
  readonly name: string;
  readonly title: string;
  readonly figures: Figures;
  readonly asTable: boolean;
  readonly setAsTable: (asTable: boolean) => void;
}

function Actions({ name, title, figures, asTable, setAsTable }: ActionsProps) {
  const { t } = useTranslation(['kernel', 'tables']);
  const look = asTable ? t('chart.chart') : t('chart.table');
  const Look = asTable ? IconChartHistogram : IconTable;
  const save = t('tables:report.csv', { title });
  const button = { variant: 'subtle', color: 'gray', size: 'lg' } as const;
  return (
    <div className={classes.actions}>
      <ActionIcon
        {...button}
        aria-label={save}
        title={save}
        onClick={() => saveFigures(name, figures)}
      >
        <IconDownload size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...button}
        aria-label={`${look}: ${title}`}
        title={look}
        onClick={() => setAsTable(!asTable)}
      >
        <Look size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function FiguresTable({ title, figures }: { readonly title: string; readonly figures: Figures }) {
  const format = useFormat();
  const shown = (cell: Cell) => {
    if (cell === null) return '';
    if (typeof cell === 'number') return format.number(cell);
    return typeof cell === 'string' ? cell : cell.text;
  };
  return (
    <DataTable
      caption={title}
      heads={figures.heads}
      rows={figures.rows.map(({ key, cells }) => ({ key, cells: cells.map(shown) }))}
    />
  );
}

function saveFigures(name: string, { heads, rows }: Figures): void {
  const saved = (cell: Cell): CsvCell =>
    typeof cell === 'object' && cell !== null ? cell.value : cell;
  downloadCsv(name, [heads, ...rows.map(({ cells }) => cells.map(saved))]);
}
