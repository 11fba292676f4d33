import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './process-file-picker.module.css';

interface Props {
  /** The name of the file that was chosen; null for none yet. */
  readonly chosen: string | null;
  readonly onFile: (file: File) => void;
}

/** A file input as large as the place where a file can be dropped. */
export function ProcessFilePicker({ chosen, onFile }: Props) {
  const { t } = useTranslation('orchestra-process');
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
      <IconFileImport size={32} stroke={1.5} className={classes.icon} aria-hidden />
      {chosen !== null && <strong className={classes.chosen}>{chosen}</strong>}
      <span>
        <span className={classes.choose}>{t('import.choose')}</span> {t('import.drop')}
      </span>
      <input
        type="file"
        className={classes.file}
        accept=".bpmn,.bpmn20.xml,.xml,application/xml,text/xml"
        aria-label={t('import.file')}
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
