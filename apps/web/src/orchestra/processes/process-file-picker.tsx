import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';

interface Props {
  /** The name of the file that was chosen; null for none yet. */
  readonly chosen: string | null;
  readonly onFile: (file: File) => void;
}

export function ProcessFilePicker({ chosen, onFile }: Props) {
  const { t } = useTranslation('orchestra-process');
  return (
    <FileDrop
      accept=".bpmn,.bpmn20.xml,.xml,application/xml,text/xml"
      label={t('import.file')}
      choose={t('import.choose')}
      drop={t('import.drop')}
      chosen={chosen}
      onFile={onFile}
    />
  );
}
