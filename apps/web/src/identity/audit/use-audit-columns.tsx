import { auditActions } from '@atelier/domain/identity/audit.ts';
import type { ShownEntry } from '@atelier/domain/identity/audit-schemas.ts';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import classes from './audit.module.css';

/** The columns of the log; the first opens an entry. */
export function useAuditColumns(
  onOpen: (entry: ShownEntry) => void,
): readonly Column<ShownEntry>[] {
  const { t } = useTranslation('identity');
  const format = useFormat();
  return [
    {
      id: 'when',
      head: t('audit.when'),
      value: ({ createdAt }) => Date.parse(createdAt),
      text: ({ createdAt }) => format.exactInstant(Date.parse(createdAt)),
      cell: (entry, tabIndex) => (
        <UnstyledButton className={classes.open} tabIndex={tabIndex} onClick={() => onOpen(entry)}>
          {format.exactInstant(Date.parse(entry.createdAt))}
        </UnstyledButton>
      ),
      width: 1.6,
    },
    {
      id: 'who',
      head: t('audit.who'),
      value: ({ actor }) => actor.name ?? actor.id,
    },
    {
      id: 'did',
      head: t('audit.did'),
      value: ({ action }) => action,
      words: Object.fromEntries(auditActions.map((one) => [one, t(`audit.actions.${one}`)])),
    },
    {
      id: 'what',
      head: t('audit.what'),
      value: ({ entityType, entityId }) => [entityType, entityId].filter(Boolean).join(' '),
      width: 1.4,
    },
    { id: 'command', head: t('audit.command'), value: ({ command }) => command, width: 1.3 },
    {
      id: 'door',
      head: t('audit.door'),
      value: ({ door }) => door,
      words: {
        trpc: t('audit.doors.trpc'),
        rest: t('audit.doors.rest'),
        command_line: t('audit.doors.command_line'),
        house: t('audit.doors.house'),
      },
      isExtra: true,
    },
  ];
}
