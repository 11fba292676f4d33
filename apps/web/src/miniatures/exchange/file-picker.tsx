import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';

export function FilePicker({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  return (
    <FileDrop
      accept=".json,.csv,.tsv,.txt,application/json,text/csv,text/tab-separated-values,text/plain"
      label={t('exchange:file')}
      choose={t('exchange:choose')}
      drop={t('exchange:drop')}
      onFile={onFile}
    />
  );
}
