import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Process } from '@atelier/domain/orchestra/types.ts';
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Told } from '../../kernel/commands/told.tsx';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { codeWords } from '../../kernel/errors/error-words.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { FormIssue } from '../../kernel/forms/form-issue.ts';
import { showHint, showNotification } from '../../kernel/notifications/show-notification.tsx';
import { type ProcessFile, readProcessFile } from './process-file.ts';
import { ProcessFilePicker } from './process-file-picker.tsx';

interface Props {
  /** The process that gets a new version; null for a new process. */
  readonly process: Process | null;
  readonly onClose: () => void;
}

/** Imports a BPMN file; its page opens, with what was found in the file. A broken one says where it is. */
export function ImportDialog({ process, onClose }: Props) {
  const { t, i18n } = useTranslation('orchestra-process');
  const navigate = useNavigate();
  const send = useCommand('orchestra.processes.import');
  const [file, setFile] = useState<ProcessFile | null>(null);
  const [unread, setUnread] = useState<unknown>(null);
  const [name, setName] = useState('');
  const [changeNote, setChangeNote] = useState('');
  const choose = (chosen: File) => {
    setUnread(null);
    readProcessFile(chosen).then(setFile, (error: unknown) => {
      setFile(null);
      // What a file is refused for before it is sent has a code as well.
      const words = error instanceof DomainError && { code: error.code, details: error.params };
      setUnread(new FormIssue(words ? codeWords(i18n, words).text : t('import.unread')));
    });
  };
  const submit = async () => {
    if (file === null) return;
    const {
      process: made,
      version,
      isNew,
    } = await send.ask({
      ...{ xml: file.xml, changeNote: changeNote.trim() },
      ...(process !== null && { processId: process.id }),
      ...(process === null && name.trim() !== '' && { name: name.trim() }),
    });
    const { versionNumber: number } = version;
    const values = { name: made.name, number };
    const key = `orchestra-process:import.${isNew ? 'done' : 'same'}`;
    const tell = isNew ? showNotification : showHint;
    tell(<Told message={{ key, values }} />);
    onClose();
    await navigate({
      to: '/orchestra/processes/$processId',
      params: { processId: made.id },
      search: { version: number },
    });
  };
  return (
    <FormDialog
      title={process === null ? t('import.title') : t('import.newVersion')}
      {...(process !== null && { subtitle: process.name })}
      submit={t('import.submit')}
      opened
      canSubmit={file !== null}
      onClose={onClose}
      onSubmit={submit}
    >
      <ProcessFilePicker chosen={file?.name ?? null} onFile={choose} />
      <FormFailure failure={unread} />
      {process === null && (
        <TextInput
          label={t('list.name')}
          description={t('import.nameHint')}
          maxLength={200}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
      )}
      <TextInput
        label={t('import.note')}
        description={t('import.noteHint')}
        maxLength={2000}
        value={changeNote}
        onChange={({ currentTarget: { value } }) => setChangeNote(value)}
      />
    </FormDialog>
  );
}
