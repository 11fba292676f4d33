import { progress } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { ActionIcon, Checkbox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { NotSaved } from '../../kernel/commands/not-saved.tsx';
import { GridCell } from '../../kernel/grid/grid-cell.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { TypeDialog } from '../dialogs/type-dialogs.tsx';
import { TypeMenu } from '../dialogs/type-menu.tsx';
import { DistributionBar } from '../stages/distribution-bar.tsx';
import { StageCell } from './stage-cell.tsx';
import classes from './type-grid.module.css';

interface Props {
  readonly type: MiniatureType;
  readonly index: number;
  readonly style: CSSProperties;
  readonly active: boolean;
  readonly selected: boolean;
  readonly archived: boolean;
  /** Whoever only looks has nothing to select for, and no way to change it. */
  readonly mayWrite: boolean;
  readonly onActive: (id: string) => void;
  readonly onSelect: (id: string, withRange: boolean) => void;
  readonly onDialog: (dialog: TypeDialog, type: MiniatureType) => void;
}

export const TypeRow = memo(function TypeRow(props: Props) {
  const { type, index, style, active, selected, archived, mayWrite } = props;
  const { onActive, onSelect, onDialog } = props;
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const { id, name, counts } = type;
  const tabIndex = active ? 0 : -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtualised grid are placed by themselves
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={mayWrite ? selected : undefined}
      aria-label={name}
      data-index={index}
      data-active={active}
      tabIndex={tabIndex}
      className={classes.row}
      style={style}
      onFocus={() => onActive(id)}
    >
      {mayWrite && (
        <GridCell className={classes.select}>
          <Checkbox
            size="sm"
            tabIndex={tabIndex}
            aria-label={t('list.select', { name })}
            checked={selected}
            onChange={({ nativeEvent }) =>
              onSelect(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        </GridCell>
      )}
      <GridCell className={classes.name}>
        <Link
          to="/miniatures/$typeId"
          params={{ typeId: id }}
          tabIndex={tabIndex}
          className={classes.link}
          title={name}
        >
          {name}
        </Link>
        <div className={classes.progress}>
          <DistributionBar counts={counts} label={t('counts.progressOf', { name })} />
          <span className={classes.percent}>
            {format.percent(progress(miniaturesPipeline, counts))}
          </span>
          <NotSaved id={id} />
        </div>
      </GridCell>
      {stages.map((stage) => (
        <StageCell
          key={stage}
          type={type}
          stage={stage}
          tabIndex={tabIndex}
          disabled={archived || !mayWrite}
        />
      ))}
      {mayWrite && (
        <GridCell className={classes.actions}>
          {!archived && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              tabIndex={tabIndex}
              aria-label={t('list.addToBoxOf', { name })}
              title={t('list.addToBox')}
              onClick={() => onDialog('add', type)}
            >
              <IconPlus size={18} aria-hidden />
            </ActionIcon>
          )}
          <TypeMenu
            type={type}
            tabIndex={tabIndex}
            label={t('list.more', { name })}
            onDialog={onDialog}
          />
        </GridCell>
      )}
    </div>
  );
});
