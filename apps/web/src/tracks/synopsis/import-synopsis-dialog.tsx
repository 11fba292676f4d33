import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';

interface Props {
  readonly sessionId: string;
  readonly onClose: () => void;
  readonly onImported: () => void;
}

/** Brings a synopsis from elsewhere, which is kept apart. */
export function ImportSynopsisDialog({ sessionId, onClose, onImported }: Props) {
  const { t } = useTranslation('tracks');
  const send = useCommand('tracks.synopsis.import', {
    says: () => ({ key: 'tracks:synopsis.imported' }),
  });
  const [text, setText] = useState('');
  return (
    <FormDialog
      title={t('synopsis.importTitle')}
      submit={t('synopsis.import')}
      opened
      canSubmit={text.trim() !== ''}
      onClose={onClose}
      onSubmit={async () => {
        await send.ask({ sessionId, text });
        onImported();
      }}
    >
      <Text size="sm">{t('synopsis.importHint')}</Text>
      <FileDrop
        accept=".json,.md,.markdown,.txt"
        label={t('synopsis.file')}
        choose={t('dialogs.choose')}
        drop={t('dialogs.drop')}
        onFile={(file) => void file.text().then(setText)}
      />
      <Textarea
        label={t('synopsis.importText')}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
    </FormDialog>
  );
}
