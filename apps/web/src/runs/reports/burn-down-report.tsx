import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { ReportCard } from '../../kernel/charts/report-card.tsx';
import { reportColors } from '../../kernel/charts/report-colors.ts';
import { StackedAreas } from '../../kernel/charts/stacked-areas.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';

interface Props {
  readonly projectId: string;
  /** At least one. */
  readonly matrices: readonly { readonly id: string; readonly name: string }[];
  readonly matrixId: string | undefined;
  readonly onChoose: (matrixId: string) => void;
}

/** How what is open of a matrix becomes less. */
export function BurnDownReport({ projectId, matrices, matrixId, onChoose }: Props) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const format = useFormat();
  const chosen = matrices.find(({ id }) => id === matrixId) ?? matrices[0];
  const { data } = useQuery(
    trpc.runs.reports.burnDown.queryOptions({ projectId, matrixId: chosen?.id ?? '' }),
  );
  const days = data?.days ?? [];
  const open = days.map((day) => day.open);
  return (
    <ReportCard
      name="burn-down"
      title={t('burnDown')}
      text={t('burnDownText')}
      filters={t('filters.one', { name: t('matrix'), value: chosen?.name ?? '' })}
      empty={t('burnDownEmpty')}
      figures={
        data && {
          heads: [t('day'), t('open')],
          rows: data.days.map((row) => ({
            key: row.day,
            cells: [{ value: row.day, text: format.day(row.day) }, row.open],
          })),
        }
      }
      chart={
        <StackedAreas
          days={days.map(({ day }) => day)}
          layers={[{ name: t('open'), color: reportColors.na, texture: 'rising', values: open }]}
          label={t('burnDownSummary', { items: data?.items ?? 0, open: open.at(-1) ?? 0 })}
        />
      }
    >
      <NativeSelect
        label={t('matrix')}
        mb="md"
        value={chosen?.id ?? ''}
        data={matrices.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </ReportCard>
  );
}
