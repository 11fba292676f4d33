import { Button, Text } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kernel/i18n/language.ts';
import classes from './exchange-page.module.css';
import { FilePicker } from './file-picker.tsx';
import { PasteTable } from './paste-table.tsx';
import { lookInto, type TableDraft, type TableRefusal } from './table-file.ts';

/** What programs of the user's country write that know nothing of Unicode. */
const legacyEncodings = { en: 'windows-1252', ru: 'windows-1251' } as const;

interface Props {
  readonly note: 'cancelled' | null;
  /** An export, which the server reads. */
  readonly onFile: (file: File) => void;
  readonly onTable: (draft: TableDraft) => void;
}

/** Where an import comes from: a file, or rows that were copied. */
export function ImportSource({ note, onFile, onTable }: Props) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const language = useLanguage();
  const [isPasting, setPasting] = useState(false);
  // Whoever comes back from there finds themselves where they went.
  const [hasPasted, setPasted] = useState(false);
  const [refusal, setRefusal] = useState<TableRefusal | null>(null);
  const choose = async (file: File) => {
    setRefusal(null);
    // The file may be gone, or the program that reads tables cannot be fetched.
    const unreadable = { kind: 'refused', refusal: 'unreadable' } as const;
    const chosen = await lookInto(file, legacyEncodings[language]).catch(() => unreadable);
    if (chosen.kind === 'export') onFile(file);
    else if (chosen.kind === 'table') onTable(chosen.draft);
    else setRefusal(chosen.refusal);
  };
  if (isPasting) return <PasteTable onTable={onTable} onLeave={() => setPasting(false)} />;
  return (
    <>
      <FilePicker onFile={(file) => void choose(file)} />
      <Button
        mt="sm"
        variant="default"
        autoFocus={hasPasted}
        leftSection={<IconClipboardText size={18} aria-hidden />}
        onClick={() => {
          setRefusal(null);
          setPasting(true);
          setPasted(true);
        }}
      >
        {t('exchange:paste.open')}
      </Button>
      {refusal !== null && (
        <div role="alert" className={classes.refused}>
          <Text fw={600}>{t(`exchange:table.refusals.${refusal}`)}</Text>
        </div>
      )}
      <Text mt="sm" role="status">
        {note === 'cancelled' ? t('exchange:cancelled') : ''}
      </Text>
    </>
  );
}
