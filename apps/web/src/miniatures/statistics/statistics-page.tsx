import { Skeleton, Text } from '@mantine/core';
import { IconChartAreaLine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { CollectionOverview } from '../collection/collection-overview.tsx';
import { FlowChart } from './flow-chart.tsx';
import { StageTimeChart } from './stage-time-chart.tsx';
import classes from './statistics-page.module.css';
import { useStatistics } from './use-statistics.ts';
import { WeeksChart } from './weeks-chart.tsx';

/** The whole collection in figures and charts. */
export function StatisticsPage() {
  const { t, ready } = useTranslation(['miniatures', 'statistics', 'areas']);
  const statistics = useStatistics();
  const data = ready ? statistics.data : undefined;
  const isEmpty = data !== undefined && data.total === 0 && data.flow.length < 2;
  return (
    <>
      <PageHeader>
        <PageHeading title={t('areas:miniatures.pages.statistics')} />
      </PageHeader>
      <CollectionOverview />
      {data === undefined && <Skeleton height={360} radius="lg" />}
      {isEmpty && (
        <StatePanel icon={IconChartAreaLine}>
          <Text>{t('statistics:empty')}</Text>
        </StatePanel>
      )}
      {data !== undefined && !isEmpty && (
        <div className={classes.charts}>
          <div className={classes.wide}>
            <FlowChart statistics={data} />
          </div>
          {data.weeks.length > 0 && <WeeksChart statistics={data} />}
          <StageTimeChart statistics={data} />
        </div>
      )}
    </>
  );
}
