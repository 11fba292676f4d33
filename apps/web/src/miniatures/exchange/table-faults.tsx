import type { TableFault } from '@atelier/domain/miniatures/table-reading.ts';
import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';

/** More rows than this are only counted. */
const namedRows = 10;

/**
 * The rows that are left out, and why: whoever wants them corrects the table, or what its columns hold. It
 * is an alert when it appears; while it changes, as with every choice, a screen reader reads only the number
 * of rows.
 */
export function TableFaults({ faults }: { readonly faults: readonly TableFault[] }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  if (faults.length === 0) return null;
  const rest = faults.length - namedRows;
  return (
    <div role="alert" aria-atomic="false" className={classes.warning}>
      <IconAlertTriangle size={20} className={classes.warningIcon} aria-hidden />
      <div className={classes.name}>
        <Text fw={600}>{t('exchange:table.faults', { count: faults.length })}</Text>
        <ul className={classes.notes} aria-live="off">
          {faults.slice(0, namedRows).map(({ row, fault, cell }) => (
            <li key={row}>
              {t('exchange:table.fault', {
                row,
                why: t(`exchange:table.why.${fault}`, { cell: cell.slice(0, 60) }),
              })}
            </li>
          ))}
          {rest > 0 && <li>{t('exchange:table.moreFaults', { count: rest })}</li>}
        </ul>
      </div>
    </div>
  );
}
