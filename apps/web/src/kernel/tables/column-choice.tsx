import { Button } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CheckField } from '../forms/check-field.tsx';
import { Panel } from '../overlay/panel.tsx';
import type { Column } from './column.ts';
import classes from './grid-toolbar.module.css';
import type { TableControl } from './use-table-state.ts';

interface Props<Row> {
  readonly table: TableControl;
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
}

/** Which columns are shown. The first one names the row, and stays. */
export function ColumnChoice<Row>({ table: { state, change }, columns, shown }: Props<Row>) {
  const { t } = useTranslation('tables');
  const isShown = (id: string) => shown.some((column) => column.id === id);
  const show = (id: string, wanted: boolean) => {
    const next = columns.filter((one) => (one.id === id ? wanted : isShown(one.id)));
    const usual = columns.filter(({ isExtra = false }, place) => place === 0 || !isExtra);
    const isUsual = next.map((one) => one.id).join() === usual.map((one) => one.id).join();
    change({ columns: isUsual ? null : next.map((one) => one.id) });
  };
  return (
    <Panel label={t('columns.label')} icon={IconColumns3}>
      {() => (
        <div className={classes.list}>
          <fieldset className={classes.fieldset}>
            <legend className={classes.legend}>{t('columns.which')}</legend>
            {columns.map(
              ({ id, head, isMenu = false }, place) =>
                !isMenu && (
                  <CheckField
                    key={id}
                    label={head}
                    disabled={place === 0}
                    checked={isShown(id)}
                    onChange={(event) => show(id, event.currentTarget.checked)}
                  />
                ),
            )}
          </fieldset>
          <Button
            variant="default"
            disabled={state.columns === null}
            onClick={() => change({ columns: null })}
          >
            {t('columns.usual')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
