import type { Suite } from '@atelier/domain/runs/types.ts';
import { IconChevronDown, IconChevronRight, IconDots } from '@tabler/icons-react';
import { type CSSProperties, type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Menu } from '../../kernel/overlay/menu.tsx';
import { droppedIds, isAbove, isDragged, startDrag } from './dragged.ts';
import type { SuiteDialogState } from './suite-dialog.tsx';
import type { SuiteRow } from './suite-rows.ts';
import classes from './suite-tree.module.css';
import type { SuiteActions } from './use-suite-actions.ts';

/** How suites are changed from the tree. */
export interface SuiteEditing {
  readonly actions: SuiteActions;
  readonly onDialog: (state: SuiteDialogState) => void;
  /** Cases were dropped on a suite. */
  readonly onCases: (caseIds: readonly string[], suiteId: string) => void;
}

interface Props {
  readonly row: SuiteRow;
  readonly isChosen: boolean;
  readonly tabIndex: 0 | -1;
  readonly onChoose: (suiteId: string) => void;
  readonly onToggle: (suiteId: string, isOpen: boolean) => void;
  /** Null for whoever only looks. */
  readonly editing: SuiteEditing | null;
}

/** One suite in the tree: its name, how many cases are in it and below, and what can be done with it. */
export function SuiteLine(props: Props) {
  const { row, isChosen, tabIndex, onChoose, onToggle, editing } = props;
  const { suite, level, hasChildren, isOpen, cases } = row;
  const { t } = useTranslation('library');
  const format = useFormat();
  const drop = useDrop(row, editing);
  // What all projects share is nobody's to change here.
  const isOwn = suite.projectId !== null;
  const Twist = isOpen ? IconChevronDown : IconChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
    <div
      role="treeitem"
      aria-level={level}
      aria-selected={isChosen}
      aria-expanded={hasChildren ? isOpen : undefined}
      tabIndex={tabIndex}
      data-suite={suite.id}
      className={classes.row}
      style={{ '--level': level } as CSSProperties}
      onClick={() => onChoose(suite.id)}
      draggable={editing !== null && isOwn}
      {...drop}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows do the same from the line */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: arrows do the same from the line */}
      <span
        className={classes.twist}
        onClick={(event) => {
          event.stopPropagation();
          onToggle(suite.id, !isOpen);
        }}
      >
        {hasChildren && <Twist size={16} aria-hidden />}
      </span>
      <span className={classes.name}>
        {suite.name}
        {suite.isArchived && <span className={classes.count}> · {t('suites.archivedMark')}</span>}
      </span>
      <span className={classes.count} title={t('suites.cases', { count: cases })}>
        {format.number(cases)}
      </span>
      {editing && isOwn && <SuiteMenu suite={suite} tabIndex={tabIndex} {...editing} />}
    </div>
  );
}

/** What is dropped on the line: a suite before it or into it, cases into it. */
function useDrop({ suite }: SuiteRow, editing: SuiteEditing | null) {
  const [place, setPlace] = useState<'before' | 'into' | undefined>();
  if (editing === null) return {};
  const { actions, onCases } = editing;
  const placeFor = (event: DragEvent) => {
    if (isDragged(event, 'cases')) return 'into';
    if (!isDragged(event, 'suite')) return undefined;
    return isAbove(event, 0.35) ? 'before' : 'into';
  };
  return {
    'data-drop': place,
    onDragStart: (event: DragEvent) => startDrag(event, 'suite', [suite.id]),
    onDragLeave: () => setPlace(undefined),
    onDragOver(event: DragEvent) {
      const over = placeFor(event);
      setPlace(over);
      if (over !== undefined) event.preventDefault();
    },
    onDrop(event: DragEvent) {
      event.preventDefault();
      setPlace(undefined);
      const [dragged] = droppedIds(event, 'suite');
      const caseIds = droppedIds(event, 'cases');
      if (caseIds.length > 0) onCases(caseIds, suite.id);
      if (dragged === undefined || dragged === suite.id) return;
      const before = { parentId: suite.parentId, before: suite.id };
      actions.place(
        dragged,
        placeFor(event) === 'before' ? before : { parentId: suite.id, before: null },
      );
    },
  };
}

interface MenuProps extends SuiteEditing {
  readonly suite: Suite;
  readonly tabIndex: 0 | -1;
}

function SuiteMenu({ suite, tabIndex, actions, onDialog }: MenuProps) {
  const { t } = useTranslation('library');
  const step = (label: 'up' | 'down' | 'inwards' | 'outwards') => ({
    label: t(`suites.${label}`),
    onSelect: () => actions.step(suite.id, label),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press on the menu does not choose the line
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the menu does not choose the line
    <span onClick={(event) => event.stopPropagation()}>
      <Menu
        label={t('suites.menu', { name: suite.name })}
        tabIndex={tabIndex}
        items={[
          { label: t('suites.rename'), onSelect: () => onDialog({ suite }) },
          {
            label: t('suites.createIn', { name: suite.name }),
            onSelect: () => onDialog({ parent: suite }),
          },
          ...(['up', 'down', 'inwards', 'outwards'] as const).map(step),
          {
            label: t(suite.isArchived ? 'suites.restore' : 'suites.archive'),
            onSelect: () => actions.setArchived(suite.id, !suite.isArchived),
          },
        ]}
      >
        <IconDots size={16} aria-hidden />
      </Menu>
    </span>
  );
}
