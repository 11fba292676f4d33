import type { Suite } from '@atelier/domain/runs/types.ts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SuiteEditing, SuiteLine } from './suite-line.tsx';
import { type SuiteRow, type SuiteStep, suiteRows } from './suite-rows.ts';
import classes from './suite-tree.module.css';

interface Props {
  readonly suites: readonly Suite[];
  readonly chosenId: string | null;
  readonly onChoose: (suiteId: string) => void;
  /** Null for whoever only looks. */
  readonly editing: SuiteEditing | null;
}

const steps: Readonly<Record<string, SuiteStep>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'inwards',
  ArrowLeft: 'outwards',
};

/**
 * The suites of a project as a tree (ARIA pattern): arrows go through it, Alt with an arrow moves the suite, F2
 * renames it. Suites and cases are dropped on it.
 */
export function SuiteTree({ suites, chosenId, onChoose, editing }: Props) {
  const { t } = useTranslation('library');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const rows = suiteRows(suites, closed);
  const active = [focused, chosenId].find((id) => rows.some(({ suite }) => suite.id === id));
  const activeId = active ?? rows[0]?.suite.id;
  const toggle = (id: string, isOpen: boolean) =>
    setClosed((now) => {
      const next = new Set(now);
      if (isOpen) next.delete(id);
      else next.add(id);
      return next;
    });
  const focus = (row: SuiteRow | undefined) => {
    if (row === undefined) return;
    setFocused(row.suite.id);
    tree.current?.querySelector<HTMLElement>(`[data-suite="${row.suite.id}"]`)?.focus();
  };
  const goBy = (key: string, place: number): void => {
    const row = rows[place];
    if (row === undefined) return;
    if (key === 'ArrowDown') focus(rows[place + 1]);
    if (key === 'ArrowUp') focus(rows[place - 1]);
    if (key === 'Home') focus(rows[0]);
    if (key === 'End') focus(rows.at(-1));
    if (key === 'ArrowRight') {
      if (row.hasChildren && row.isOpen) focus(rows[place + 1]);
      else toggle(row.suite.id, true);
    }
    if (key === 'ArrowLeft') {
      if (row.hasChildren && row.isOpen) toggle(row.suite.id, false);
      else focus(rows.find(({ suite }) => suite.id === row.suite.parentId));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const place = rows.findIndex(({ suite }) => suite.id === target.dataset.suite);
    const suite = rows[place]?.suite;
    // Keys of a menu in the line are its own.
    if (suite === undefined) return;
    const step = event.altKey ? steps[event.key] : undefined;
    if (editing && step !== undefined) editing.actions.step(suite.id, step);
    else if (editing && event.key === 'F2') editing.onDialog({ suite });
    // Without it they are the browser's: back and forward.
    else if (event.altKey) return;
    else if (event.key === 'Enter' || event.key === ' ') onChoose(suite.id);
    else if (/^(Arrow|Home|End)/.test(event.key)) goBy(event.key, place);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={t('suites.label')}
      className={classes.tree}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <SuiteLine
          key={row.suite.id}
          row={row}
          isChosen={row.suite.id === chosenId}
          tabIndex={row.suite.id === activeId ? 0 : -1}
          onChoose={onChoose}
          onToggle={toggle}
          editing={editing}
        />
      ))}
    </div>
  );
}
