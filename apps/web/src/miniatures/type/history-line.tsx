import type { StageQuantity } from '@atelier/domain/miniatures/history.ts';
import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { EntryKind } from '@atelier/domain/miniatures/types.ts';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StageIcon, stageLooks } from '../stages/stage-look.tsx';
import classes from './history-list.module.css';

interface Props {
  readonly kind: EntryKind;
  readonly from: Stage | null;
  readonly to: Stage | null;
  /** Of an import into several stages: how many came into which. */
  readonly into?: readonly StageQuantity[];
  readonly quantity: number;
  readonly when: string;
  readonly note?: string | undefined;
  readonly undone?: boolean;
  /** Takes it back; only the newest can be. */
  readonly onUndo?: (() => void) | undefined;
}

/** One line of a history: what, how many, from where to where, when. */
export function HistoryLine(props: Props) {
  const { kind, from, to, into = [], quantity, when, note, undone = false, onUndo } = props;
  const { t } = useTranslation(['miniatures', 'kernel']);
  const stage = kind === 'undo' ? null : to;
  const style = stage === null ? {} : ({ '--stage': stageLooks[stage].color } as object);
  return (
    <li className={classes.line} data-undone={undone} style={style}>
      <span className={classes.icon}>
        {kind === 'undo' && <IconArrowBackUp size={17} aria-hidden />}
        {kind === 'import' && <IconFileImport size={17} aria-hidden />}
        {kind === 'add' && <IconPlus size={17} color="var(--stage)" aria-hidden />}
        {kind === 'move' && stage !== null && <StageIcon stage={stage} size={17} />}
      </span>
      <div>
        <div className={classes.what}>
          {kind === 'move' && t('history.moved', { count: quantity })}
          {kind === 'add' && t('history.added', { count: quantity })}
          {kind === 'undo' && t('history.undo', { count: quantity })}
          {kind === 'import' && t('history.arrived', { count: quantity })}
          {kind === 'import' && to !== null && (
            <>
              {', '}
              <span className={classes.route}>{t(`stages.${to}`)}</span>
            </>
          )}
          {into.length > 1 && (
            <ul className={classes.into}>
              {into.map(({ stage, quantity: count }) => (
                <li key={stage}>{t('counts.perStage', { stage: t(`stages.${stage}`), count })}</li>
              ))}
            </ul>
          )}
          {(kind === 'move' || kind === 'undo') && (
            <>
              {', '}
              <span className={classes.route}>
                {from !== null && to !== null
                  ? t('history.route', { from: t(`stages.${from}`), to: t(`stages.${to}`) })
                  : t('history.outOfBox')}
              </span>
            </>
          )}
        </div>
        <div className={classes.when}>{when}</div>
      </div>
      <div className={classes.end}>
        {note !== undefined && <span className={classes.note}>{note}</span>}
        {onUndo !== undefined && (
          <Button variant="light" size="compact-sm" onClick={onUndo} aria-keyshortcuts="U">
            {t('kernel:undo')}
          </Button>
        )}
      </div>
    </li>
  );
}
