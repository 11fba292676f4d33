import { ActionIcon } from '@mantine/core';
import { IconChartHistogram, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../frame/card.tsx';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly chart: ReactNode;
  /** The same figures as a table: for whoever does not see the chart, or wants them exactly. */
  readonly table: ReactNode;
}

export function ChartCard({ title, text, chart, table }: Props) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? t('chart.chart') : t('chart.table');
  const Icon = asTable ? IconChartHistogram : IconTable;
  return (
    <Card
      title={title}
      text={text}
      actions={
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${label}: ${title}`}
          title={label}
          onClick={() => setAsTable(!asTable)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      }
    >
      {asTable ? table : chart}
    </Card>
  );
}
