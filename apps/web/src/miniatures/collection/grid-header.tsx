import { stages } from '@atelier/domain/miniatures/stages.ts';
import { Checkbox, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ColumnHead } from '../../kernel/frame/grid-parts.tsx';
import { StageIcon } from '../stages/stage-icon.tsx';
import classes from './type-grid.module.css';
import type { Selection } from './use-selection.ts';

/** Column heads: they stay in sight while the list is scrolled. */
export function GridHeader({ selection }: { readonly selection: Selection }) {
  const { t } = useTranslation('miniatures');
  return (
    // biome-ignore lint/a11y/useSemanticElements: see GridCell
    // biome-ignore lint/a11y/useFocusableInteractive: the rows of this grid take the focus, its head does not
    <div role="row" aria-rowindex={1} className={classes.header}>
      <ColumnHead className={classes.select}>
        <Checkbox
          size="sm"
          aria-label={t('list.selectAll')}
          checked={selection.isAll}
          indeterminate={selection.ids.size > 0 && !selection.isAll}
          onChange={selection.isAll ? selection.clear : selection.selectAll}
        />
      </ColumnHead>
      <ColumnHead className={classes.name}>{t('list.type')}</ColumnHead>
      {stages.map((stage, place) => (
        <ColumnHead
          key={stage}
          className={classes.stageHead}
          style={{ '--place': place } as object}
        >
          <StageIcon stage={stage} size={16} />
          {t(`stages.${stage}`)}
        </ColumnHead>
      ))}
      <ColumnHead className={classes.actions}>
        <VisuallyHidden>{t('list.actions')}</VisuallyHidden>
      </ColumnHead>
    </div>
  );
}
