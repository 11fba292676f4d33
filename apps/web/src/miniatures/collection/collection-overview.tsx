import { progress, totalCount } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { NotSaved } from '../../kernel/commands/not-saved.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DistributionBar } from '../stages/distribution-bar.tsx';
import { StageIcon } from '../stages/stage-look.tsx';
import classes from './collection-overview.module.css';

/** How far the whole collection has come; nothing while there is none. */
export function CollectionOverview() {
  const { t } = useTranslation('miniatures');
  const trpc = useTRPC();
  const format = useFormat();
  const { data, isError } = useQuery(trpc.miniatures.overview.queryOptions());
  // The list below tells what is wrong; this is only a summary of it.
  if (data === undefined && isError) return null;
  if (data === undefined) return <Skeleton height={132} radius="lg" mb="lg" />;
  if (data.types === 0) return null;
  const total = totalCount(miniaturesPipeline, data.counts);
  const done = data.counts.DONE;
  return (
    <section className={classes.overview} aria-label={t('overall')}>
      <div className={classes.line}>
        <strong className={classes.percent}>
          {format.percent(progress(miniaturesPipeline, data.counts))}
        </strong>
        <span className={classes.facts}>
          <span>{t('counts.miniatures', { count: total })}</span>
          <span>{t('counts.types', { count: data.types })}</span>
          <span>{t('counts.done', { count: done })}</span>
          {total > done && <span>{t('counts.waiting', { count: total - done })}</span>}
          <NotSaved />
        </span>
      </div>
      <DistributionBar counts={data.counts} label={t('overall')} size="lg" />
      <ul className={classes.legend} aria-label={t('counts.distribution')}>
        {stages.map((stage) => (
          <li key={stage} className={classes.stage}>
            <StageIcon stage={stage} size={17} />
            <span className={classes.name}>{t(`stages.${stage}`)}</span>
            <span className={classes.count}>{format.number(data.counts[stage])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
