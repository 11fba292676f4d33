import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';
import { readRows, type TableDraft } from './table-file.ts';

interface Props {
  readonly onTable: (draft: TableDraft) => void;
  readonly onLeave: () => void;
}

/** Rows that were copied from a spreadsheet. */
export function PasteTable({ onTable, onLeave }: Props) {
  const { t } = useTranslation('exchange');
  const { t: kernel } = useTranslation('kernel');
  const [text, setText] = useState('');
  const read = async () => {
    const draft = await readRows(text);
    if (draft !== null) onTable(draft);
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
