import type { AuditFilter } from '@atelier/domain/identity/audit-schemas.ts';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '../../kernel/overlay/menu.tsx';
import classes from './audit.module.css';

/** The log as a file, under the filters of the page. */
export function ExportMenu({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation('identity');
  const get = (format: 'csv' | 'jsonl') => {
    const entries = Object.entries(filter).map(([name, value]) => [name, String(value)]);
    location.assign(`/api/audit/export?${new URLSearchParams([['format', format], ...entries])}`);
  };
  return (
    <Menu
      className={classes.menu}
      label={t('audit.export')}
      items={[
        { label: t('audit.asCsv'), onSelect: () => get('csv') },
        { label: t('audit.asJson'), onSelect: () => get('jsonl') },
      ]}
    >
      <IconDownload size={18} aria-hidden />
      {t('audit.export')}
    </Menu>
  );
}
