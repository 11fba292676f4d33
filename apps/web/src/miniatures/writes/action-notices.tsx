import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './action-notices.module.css';
import type { StageMove } from './type-actions.tsx';

interface UndoableProps {
  readonly onUndo: () => void;
  readonly children: ReactNode;
}

function Undoable({ onUndo, children }: UndoableProps) {
  const { t } = useTranslation('miniatures');
  return (
    <div className={classes.notice}>
      <span className={classes.text}>{children}</span>
      <Button variant="light" size="compact-sm" onClick={onUndo} aria-keyshortcuts="u">
        {t('move.undo')}
      </Button>
    </div>
  );
}

type Undo = Pick<UndoableProps, 'onUndo'>;

export function MovedNotice({
  name,
  move,
  onUndo,
}: Undo & { readonly name: string; readonly move: StageMove }) {
  const { t } = useTranslation('miniatures');
  const from = t(`stages.${move.from}`);
  const to = t(`stages.${move.to}`);
  return (
    <Undoable onUndo={onUndo}>{t('move.moved', { count: move.quantity, name, from, to })}</Undoable>
  );
}

export function MovedManyNotice({
  types,
  move,
  onUndo,
}: Undo & { readonly types: number; readonly move: StageMove }) {
  const { t } = useTranslation('miniatures');
  const from = t(`stages.${move.from}`);
  const to = t(`stages.${move.to}`);
  return <Undoable onUndo={onUndo}>{t('move.movedMany', { count: types, from, to })}</Undoable>;
}

export function AddedNotice({
  name,
  quantity,
  onUndo,
}: Undo & { readonly name: string; readonly quantity: number }) {
  const { t } = useTranslation('miniatures');
  return <Undoable onUndo={onUndo}>{t('move.added', { count: quantity, name })}</Undoable>;
}

export function UndoneNotice() {
  const { t } = useTranslation('miniatures');
  return <>{t('move.undone')}</>;
}

export function NothingToUndoNotice() {
  const { t } = useTranslation('miniatures');
  return <>{t('move.nothingToUndo')}</>;
}
