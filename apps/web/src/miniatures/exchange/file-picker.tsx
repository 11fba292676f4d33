import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';

/** A file input as large as the place where a file can be dropped. */
export function FilePicker({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <label
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={32} stroke={1.5} className={classes.dropIcon} aria-hidden />
      <span>
        <span className={classes.choose}>{t('exchange:choose')}</span> {t('exchange:drop')}
      </span>
      <input
        type="file"
        className={classes.file}
        accept=".json,.csv,.tsv,.txt,application/json,text/csv,text/tab-separated-values,text/plain"
        aria-label={t('exchange:file')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}
