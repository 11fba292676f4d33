import { nextStage } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { GridCell } from '../../kernel/grid/grid-cell.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { stageLooks } from '../stages/stage-look.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import classes from './stage-cell.module.css';

interface Props {
  readonly type: MiniatureType;
  readonly stage: Stage;
  readonly tabIndex: number;
  readonly disabled: boolean;
}

/** A stage's count, and with one click one of them goes on to the next stage. */
export function StageCell({ type, stage, tabIndex, disabled }: Props) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const actions = useTypeActions();
  const count = type.counts[stage];
  const next = nextStage(miniaturesPipeline, stage);
  const style = { '--stage': stageLooks[stage].color, '--place': stages.indexOf(stage) } as object;
  if (next === null || count === 0 || disabled) {
    return (
      <GridCell className={classes.cell} style={style}>
        <span className={classes.plain} data-empty={count === 0}>
          {format.number(count)}
        </span>
      </GridCell>
    );
  }
  const route = { from: t(`stages.${stage}`), to: t(`stages.${next}`) };
  return (
    <GridCell className={classes.cell} style={style}>
      <button
        type="button"
        className={classes.button}
        tabIndex={tabIndex}
        title={t('list.moveOneHint', route)}
        aria-label={t('list.moveOne', { name: type.name, ...route, available: count })}
        onClick={() => void actions.move(type, { from: stage, to: next, quantity: 1 })}
      >
        {format.number(count)}
        <IconChevronRight className={classes.arrow} size={14} stroke={2.2} aria-hidden />
      </button>
    </GridCell>
  );
}
