import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconBookmark, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Panel } from '../overlay/panel.tsx';
import { usePersonSetting } from '../settings/use-person-setting.ts';
import classes from './grid-toolbar.module.css';
import type { TableControl } from './use-table-state.ts';

/** A name for what an address says of the table; it is read as an address is, so an old one does no harm. */
const viewSchema = z.object({
  name: z.string().min(1).max(60),
  search: z.record(z.string(), z.string()),
});
type View = z.infer<typeof viewSchema>;

const viewsSchema = z.array(viewSchema).max(100);
const none: View[] = [];

interface Props {
  readonly name: string;
  readonly table: TableControl;
}

/** The person's own views of a table: what was looked for, the order and the columns, under a name. */
export function SavedViews({ name, table }: Props) {
  const { t } = useTranslation('tables');
  const [views, setViews] = usePersonSetting(`tables.${name}.views`, viewsSchema, none);
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

function isSame({ address, state }: TableControl, search: View['search']): boolean {
  const written = (one: typeof state) => JSON.stringify(address.write(one));
  return written(address.read(search)) === written(state);
}

interface ListProps {
  readonly table: TableControl;
  readonly views: View[];
  readonly current: View | undefined;
  readonly close: () => void;
  readonly onChange: (views: View[]) => Promise<void>;
}

function ViewList({ table, views, current, close, onChange }: ListProps) {
  const { t } = useTranslation(['tables', 'kernel']);
  const [removed, setRemoved] = useState<View | null>(null);
  const { address } = table;
  const isUsual = isSame(table, {});
  const open = (search: View['search']) => {
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
function withView(views: readonly View[], view: View): View[] {
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
  readonly taken: readonly View[];
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
