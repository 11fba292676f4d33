import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './action-notices.module.css';
import type { StageMove } from './stage-move.ts';

/** Each notice with `onUndo` tells that something was done, and without that it was taken back. */
interface Undo {
  readonly onUndo?: (() => void) | undefined;
}

function Undoable({ onUndo, children }: Undo & { readonly children: ReactNode }) {
  const { t } = useTranslation('miniatures');
  if (onUndo === undefined) return children;
  return (
    <div className={classes.notice}>
      <span className={classes.text}>{children}</span>
      <Button variant="light" size="compact-sm" onClick={onUndo} aria-keyshortcuts="U">
        {t('move.undo')}
      </Button>
    </div>
  );
}

interface MovedProps extends Undo {
  readonly name: string;
  readonly move: StageMove;
}

export function MovedNotice({ name, move, onUndo }: MovedProps) {
  const { t } = useTranslation('miniatures');
  const facts = { count: move.quantity, name, ...useRoute(move) };
  return (
    <Undoable onUndo={onUndo}>
      {onUndo ? t('move.moved', facts) : t('move.movedBack', facts)}
    </Undoable>
  );
}

interface MovedManyProps extends Undo {
  readonly types: number;
  readonly move: StageMove;
}

export function MovedManyNotice({ types, move, onUndo }: MovedManyProps) {
  const { t } = useTranslation('miniatures');
  const facts = { count: types, ...useRoute(move) };
  return (
    <Undoable onUndo={onUndo}>
      {onUndo ? t('move.movedMany', facts) : t('move.movedManyBack', facts)}
    </Undoable>
  );
}

function useRoute({ from, to }: StageMove) {
  const { t } = useTranslation('miniatures');
  return { from: t(`stages.${from}`), to: t(`stages.${to}`) };
}

interface AddedProps extends Undo {
  readonly name: string;
  readonly quantity: number;
}

export function AddedNotice({ name, quantity, onUndo }: AddedProps) {
  const { t } = useTranslation('miniatures');
  const facts = { count: quantity, name };
  return (
    <Undoable onUndo={onUndo}>
      {onUndo ? t('move.added', facts) : t('move.addedBack', facts)}
    </Undoable>
  );
}

interface ArchivedProps extends Undo {
  readonly names: readonly string[];
  readonly archived: boolean;
}

/** That it was taken back reads the same: the archived type is in the collection again. */
export function ArchivedNotice({ names, archived, onUndo }: ArchivedProps) {
  const { t } = useTranslation('miniatures');
  const [name = ''] = names;
  const isOne = names.length === 1;
  const facts = { count: names.length };
  return (
    <Undoable onUndo={onUndo}>
      {archived && (isOne ? t('archive.archived', { name }) : t('archive.archivedMany', facts))}
      {!archived && (isOne ? t('archive.restored', { name }) : t('archive.restoredMany', facts))}
    </Undoable>
  );
}

export function RenamedNotice({ name, onUndo }: Undo & { readonly name: string }) {
  const { t } = useTranslation('miniatures');
  return (
    <Undoable onUndo={onUndo}>
      {onUndo ? t('rename.done', { name }) : t('rename.undone', { name })}
    </Undoable>
  );
}

export function CreatedNotice({ name }: { readonly name: string }) {
  const { t } = useTranslation('miniatures');
  return <>{t('create.created', { name })}</>;
}

interface EmptyStageProps {
  readonly name: string;
  readonly stage: Stage;
}

export function EmptyStageNotice({ name, stage }: EmptyStageProps) {
  const { t } = useTranslation('miniatures');
  return <>{t('move.emptyStage', { name, stage: t(`stages.${stage}`) })}</>;
}

export function NothingToUndoNotice() {
  const { t } = useTranslation('miniatures');
  return <>{t('move.nothingToUndo')}</>;
}
