import { progress, totalCount } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useTranslation } from 'react-i18next';
import { NotSaved } from '../../kernel/commands/not-saved.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DistributionBar } from '../stages/distribution-bar.tsx';
import { StageIcon, stageLooks } from '../stages/stage-look.tsx';
import classes from './stage-tiles.module.css';

/** The pipeline of a type: how many stand where. */
export function StageTiles({ type }: { readonly type: MiniatureType }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const { id, counts, name } = type;
  const total = totalCount(miniaturesPipeline, counts);
  return (
    <Card
      title={t('type.pipeline')}
      text={t('counts.miniatures', { count: total })}
      actions={
        <>
          <NotSaved id={id} />
          <strong className={classes.percent}>
            {format.percent(progress(miniaturesPipeline, counts))}
          </strong>
        </>
      }
    >
      <DistributionBar counts={counts} label={t('counts.progressOf', { name })} size="lg" />
      <ol className={classes.tiles}>
        {stages.map((stage) => (
          <li
            key={stage}
            className={classes.tile}
            data-empty={counts[stage] === 0}
            style={{ '--stage': stageLooks[stage].color } as object}
          >
            <StageIcon stage={stage} size={20} />
            <span className={classes.count}>{format.number(counts[stage])}</span>
            <span className={classes.name}>{t(`stages.${stage}`)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
