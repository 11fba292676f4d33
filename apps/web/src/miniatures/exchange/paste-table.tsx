import { Button, Text, Textarea } from '@mantine/core';
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
  const [hasFailed, setFailed] = useState(false);
  const read = async () => {
    setFailed(false);
    try {
      const draft = await readRows(text);
      if (draft !== null) onTable(draft);
    } catch {
      // The program that reads tables could not be fetched.
      setFailed(true);
    }
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
      {hasFailed && (
        <div role="alert" className={classes.refused}>
          <Text fw={600}>{t('table.refusals.unreadable')}</Text>
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
