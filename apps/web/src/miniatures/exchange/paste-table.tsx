import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';
import { readRows, type TableDraft, type TableRefusal } from './table-file.ts';

interface Props {
  readonly onTable: (draft: TableDraft) => void;
  readonly onLeave: () => void;
}

/** Rows that were copied from a spreadsheet. */
export function PasteTable({ onTable, onLeave }: Props) {
  const { t } = useTranslation('exchange');
  const { t: kernel } = useTranslation('kernel');
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<TableRefusal | null>(null);
  const read = async () => {
    setRefusal(null);
    // The program that reads tables cannot be fetched.
    const unreadable = { kind: 'refused', refusal: 'unreadable' } as const;
    const pasted = await readRows(text).catch(() => unreadable);
    if (pasted.kind === 'table') onTable(pasted.draft);
    else setRefusal(pasted.refusal);
  };
  return (
    <>
      <Textarea
        label={t('paste.label')}
        description={t('paste.hint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={8}
        wrap="off"
        autoFocus
        spellCheck={false}
      />
      {refusal !== null && (
        <div role="alert" className={classes.refused}>
          <Text fw={600}>{t(`table.refusals.${refusal}`)}</Text>
        </div>
      )}
      <div className={classes.buttons}>
        <Button disabled={text.trim() === ''} onClick={() => void read()}>
          {t('paste.read')}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {kernel('cancel')}
        </Button>
      </div>
    </>
  );
}
