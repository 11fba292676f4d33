import type { RoadmapItem } from '@atelier/domain/tracks/types.ts';
import { Text } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCircle,
  IconCircleCheck,
  IconDots,
  IconGripVertical,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../kernel/commands/command.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { CheckField } from '../../kernel/forms/check-field.tsx';
import { Menu } from '../../kernel/overlay/menu.tsx';
import { TextDialog } from '../dialogs/text-dialog.tsx';
import classes from './roadmap.module.css';

/** How a step is put elsewhere. */
export interface Ordering {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (position: number) => void;
  /** Another step was dropped on this one. */
  readonly onDrop: (itemId: string) => void;
}

interface Props {
  readonly item: RoadmapItem;
  /** Whether it is the first that is not done. */
  readonly isNext: boolean;
  /** Null where nothing is ticked off. */
  readonly onTick: ((done: boolean) => Promise<Outcome>) | null;
  /** Null for whoever does not make tracks. */
  readonly ordering: Ordering | null;
}

const dragType = 'application/x-atelier-step';

/** One step: ticked off, dragged by its handle, moved with Alt and an arrow, or by its menu. */
export function RoadmapStep({ item, isNext, onTick, ordering }: Props) {
  const { t } = useTranslation('tracks');
  const [isOver, setOver] = useState(false);
  // A tick shows at once; what the server says is shown when it is there.
  const [ticked, setTicked] = useState<boolean | null>(null);
  const { id, position, text, done } = item;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server says takes its place
  useEffect(() => setTicked(null), [done]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (ordering === null || !event.altKey) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    ordering.onMove(position + (event.key === 'ArrowUp' ? -1 : 1));
  };
  const isDragged = (event: DragEvent) =>
    ordering !== null && event.dataTransfer.types.includes(dragType);
  const Mark = done ? IconCircleCheck : IconCircle;
  return (
    <li
      className={classes.step}
      data-over={isOver}
      data-next={isNext}
      onKeyDown={onKeyDown}
      draggable={ordering !== null}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(dragType, id);
      }}
      onDragOver={(event) => {
        if (!isDragged(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!isDragged(event)) return;
        event.preventDefault();
        ordering?.onDrop(event.dataTransfer.getData(dragType));
      }}
    >
      {ordering && (
        <span className={classes.grip} title={t('roadmap.drag')}>
          <IconGripVertical size={18} aria-hidden />
        </span>
      )}
      <div className={classes.text}>
        {onTick === null ? (
          <span className={classes.plain}>
            <Mark size={18} aria-hidden className={classes.mark} />
            {text}
          </span>
        ) : (
          <CheckField
            id={`step-${id}`}
            label={text}
            checked={ticked ?? done}
            onChange={({ currentTarget: { checked } }) => {
              setTicked(checked);
              void onTick(checked).then((outcome) => {
                if (outcome === 'refused') setTicked(null);
              });
            }}
          />
        )}
        {isNext && (
          <Text size="sm" c="dimmed" className={classes.next}>
            {t('roadmap.next')}
          </Text>
        )}
      </div>
      {ordering && <StepMenu item={item} ordering={ordering} />}
    </li>
  );
}

interface MenuProps {
  readonly item: RoadmapItem;
  readonly ordering: Ordering;
}

function StepMenu({ item: { id: itemId, text, position }, ordering }: MenuProps) {
  const { t } = useTranslation('tracks');
  const [isRenaming, setRenaming] = useState(false);
  const rename = useCommand('tracks.roadmap.rename');
  const remove = useCommand('tracks.roadmap.remove', {
    says: () => ({ key: 'tracks:told.removed', values: { text } }),
  });
  const { isFirst, isLast, onMove } = ordering;
  return (
    <>
      <Menu
        label={t('roadmap.more', { place: position + 1 })}
        items={[
          {
            label: t('roadmap.rename'),
            icon: IconPencil,
            onSelect: () => setRenaming(true),
          },
          ...(isFirst
            ? []
            : [
                {
                  label: t('roadmap.up'),
                  icon: IconArrowUp,
                  onSelect: () => onMove(position - 1),
                },
              ]),
          ...(isLast
            ? []
            : [
                {
                  label: t('roadmap.down'),
                  icon: IconArrowDown,
                  onSelect: () => onMove(position + 1),
                },
              ]),
          {
            label: t('roadmap.remove'),
            icon: IconTrash,
            onSelect: () => void remove.run({ itemId }),
          },
        ]}
      >
        <IconDots size={18} aria-hidden />
      </Menu>
      {isRenaming && (
        <TextDialog
          title={t('roadmap.renameTitle')}
          label={t('roadmap.addLabel')}
          initial={text}
          maxLength={500}
          onClose={() => setRenaming(false)}
          onSubmit={async (next) => {
            await rename.ask({ itemId, text: next });
            setRenaming(false);
          }}
        />
      )}
    </>
  );
}
