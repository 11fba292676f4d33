import {
  columnsOf,
  type TableMapping,
  type TableRows,
} from '@atelier/domain/miniatures/table-reading.ts';
import { type ColumnRole, columnRoles } from '@atelier/domain/miniatures/table-words.ts';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './table-mapping.module.css';
import { useColumnName } from './use-column-name.ts';

interface Props {
  readonly rows: TableRows;
  readonly mapping: TableMapping;
  readonly onRole: (place: number, role: ColumnRole) => void;
}

/** Each column with the beginning of what stands in it, and a choice of what that is. */
export function ColumnList({ rows, mapping, onRole }: Props) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const nameOf = useColumnName(rows, mapping);
  const roleWords = (role: ColumnRole) =>
    role === 'name' || role === 'status' || role === 'quantity' || role === 'ignored'
      ? t(`exchange:table.roles.${role}`)
      : t('exchange:table.roles.stage', { stage: t(`stages.${role}`) });
  const choices = columnRoles.map((role) => ({ value: role, label: roleWords(role) }));
  return (
    <ul className={classes.columns} aria-label={t('exchange:table.columns')}>
      {columnsOf(rows).map((place) => (
        <li key={place} className={classes.column}>
          <div className={classes.what}>
            <strong className={classes.head}>{nameOf(place)}</strong>
            <span className={classes.cells}>{beginningOf(rows, mapping, place)}</span>
          </div>
          <NativeSelect
            className={classes.choice}
            aria-label={t('exchange:table.holds', { column: nameOf(place) })}
            data={choices}
            value={mapping.roles[place] ?? 'ignored'}
            onChange={(event) => onRole(place, event.currentTarget.value as ColumnRole)}
          />
        </li>
      ))}
    </ul>
  );
}

const shownCells = 4;

function beginningOf(rows: TableRows, { hasHeads }: TableMapping, place: number): string {
  const cells: string[] = [];
  for (const row of hasHeads ? rows.slice(1, 50) : rows.slice(0, 50)) {
    const cell = (row[place] ?? '').trim();
    if (cell !== '' && cells.length < shownCells) cells.push(cell.slice(0, 60));
  }
  return cells.join(' · ');
}
