import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { lacksTitle, readTrackFile, type TrackFile } from '@atelier/domain/tracks/track-file.ts';
import { Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';

type Read =
  | { readonly kind: 'nothing' | 'needs-title' }
  | { readonly kind: 'track'; readonly track: TrackFile }
  | { readonly kind: 'wrong'; readonly fault: Fault; readonly place: number };

const faults = ['json', 'title', 'slug', 'description', 'goal', 'roadmap', 'step'] as const;
type Fault = (typeof faults)[number];

/** Makes a track of a file, or of a list that was pasted; what will come of it is said before. */
export function ImportTrackDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('tracks');
  const navigate = useNavigate();
  const send = useCommand('tracks.import');
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [needsTitle, setNeedsTitle] = useState(false);
  const read = readWith(text, title.trim());
  const change = (next: string) => {
    setText(next);
    setNeedsTitle(readWith(next, '').kind === 'needs-title');
  };
  const submit = async () => {
    const named = title.trim() === '' ? {} : { title: title.trim() };
    const { slug } = await send.ask({ text, ...named });
    await navigate({ to: '/tracks/$slug', params: { slug } });
  };
  return (
    <FormDialog
      title={t('dialogs.import')}
      submit={t('dialogs.importSubmit')}
      opened
      canSubmit={read.kind === 'track'}
      onClose={onClose}
      onSubmit={submit}
    >
      <FileDrop
        accept=".json,.md,.markdown,.txt"
        label={t('dialogs.file')}
        choose={t('dialogs.choose')}
        drop={t('dialogs.drop')}
        onFile={(file) => void file.text().then(change)}
      />
      <Textarea
        label={t('dialogs.importText')}
        description={t('dialogs.importHint')}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget: { value } }) => change(value)}
      />
      {needsTitle && (
        <TextInput
          label={t('fields.title')}
          description={t('dialogs.needsTitle')}
          value={title}
          onChange={({ currentTarget: { value } }) => setTitle(value)}
        />
      )}
      <div role="status">
        {read.kind === 'track' && (
          <Text size="sm">
            {t('dialogs.found', { title: read.track.title, count: read.track.roadmap.length })}
          </Text>
        )}
        {read.kind === 'wrong' && (
          <Text size="sm">{t(`dialogs.wrong.${read.fault}`, { place: read.place })}</Text>
        )}
      </div>
    </FormDialog>
  );
}

function readWith(text: string, title: string): Read {
  if (text.trim() === '') return { kind: 'nothing' };
  try {
    return { kind: 'track', track: readTrackFile(text, title === '' ? undefined : title) };
  } catch (error) {
    if (lacksTitle(error) && title === '') return { kind: 'needs-title' };
    const { field, place } = error instanceof DomainError ? error.params : {};
    const named = place === undefined ? field : 'step';
    const fault = faults.find((each) => each === named) ?? 'json';
    return { kind: 'wrong', fault, place: Number(place ?? 0) };
  }
}
