import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconBookmark, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../overlay/panel.tsx';
import classes from './grid-toolbar.module.css';
import { type SavedView, useSavedViews } from './use-saved-views.ts';
import type { TableControl } from './use-table-state.ts';

interface Props {
  readonly name: string;
  readonly table: TableControl;
}

/** The person's own views of a table: what was looked for, the order and the columns, under a name. */
export function SavedViews({ name, table }: Props) {
  const { t } = useTranslation('tables');
  const [views, setViews] = useSavedViews(name);
  const current = views.find(({ search }) => isSame(table, search));
  return (
    <Panel
      label={t('views.label')}
      icon={IconBookmark}
      badge={current && <span className={classes.view}>{current.name}</span>}
    >
      {(close) => <ViewList {...{ table, views, current, close }} onChange={setViews} />}
    </Panel>
  );
}

function isSame({ address, state }: TableControl, search: SavedView['search']): boolean {
  const written = (one: typeof state) => JSON.stringify(address.write(one));
  return written(address.read(search)) === written(state);
}

interface ListProps {
  readonly table: TableControl;
  readonly views: SavedView[];
  readonly current: SavedView | undefined;
  readonly close: () => void;
  readonly onChange: (views: SavedView[]) => Promise<void>;
}

function ViewList({ table, views, current, close, onChange }: ListProps) {
  const { t } = useTranslation(['tables', 'kernel']);
  const [removed, setRemoved] = useState<SavedView | null>(null);
  const { address } = table;
  const isUsual = isSame(table, {});
  const open = (search: SavedView['search']) => {
    table.change(address.read(search));
    close();
  };
  return (
    <div className={classes.list}>
      <ul className={classes.views}>
        <li>
          <ViewButton name={t('views.usual')} isCurrent={isUsual} onClick={() => open({})} />
        </li>
        {views.map((view) => (
          <li key={view.name} className={classes.viewLine}>
            <ViewButton
              name={view.name}
              isCurrent={view === current}
              onClick={() => open(view.search)}
            />
            <CloseButton
              aria-label={t('views.remove', { name: view.name })}
              onClick={() => {
                setRemoved(view);
                void onChange(views.filter((one) => one !== view));
              }}
            />
          </li>
        ))}
      </ul>
      <div role="status" className={classes.removed}>
        {removed !== null && (
          <>
            <span>{t('views.removed', { name: removed.name })}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                setRemoved(null);
                void onChange(withView(views, removed));
              }}
            >
              {t('kernel:undo')}
            </Button>
          </>
        )}
      </div>
      <SaveView
        isUsual={isUsual}
        taken={views}
        onSave={(name) =>
          void onChange(withView(views, { name, search: address.write(table.state) }))
        }
      />
    </div>
  );
}

/** A view of a name that is there takes its place. */
function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
}

interface ButtonProps {
  readonly name: string;
  readonly isCurrent: boolean;
  readonly onClick: () => void;
}

function ViewButton({ name, isCurrent, onClick }: ButtonProps) {
  return (
    <button type="button" className={classes.viewButton} aria-current={isCurrent} onClick={onClick}>
      <span>{name}</span>
      {isCurrent && <IconCheck size={16} aria-hidden />}
    </button>
  );
}

interface SaveProps {
  readonly isUsual: boolean;
  readonly taken: readonly SavedView[];
  readonly onSave: (name: string) => void;
}

function SaveView({ isUsual, taken, onSave }: SaveProps) {
  const { t } = useTranslation(['tables', 'kernel']);
  const [text, setText] = useState('');
  const name = text.trim();
  const isTaken = taken.some((view) => view.name === name);
  if (isUsual) return <p className={classes.hint}>{t('views.hint')}</p>;
  return (
    <form
      className={classes.save}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '') return;
        onSave(name);
        setText('');
      }}
    >
      <TextInput
        label={t('views.name')}
        value={text}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name === ''}>
        {isTaken ? t('views.replace') : t('kernel:save')}
      </Button>
    </form>
  );
}
