import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { factsOf } from '@atelier/domain/identity/files/media-types.ts';
import { attachmentPlace, runAttachment } from '@atelier/domain/runs/attachments.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCamera, IconCloudUp, IconUpload, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileEntry } from '../../identity/files/file-entry.tsx';
import { FilePreview } from '../../identity/files/file-preview.tsx';
import fileClasses from '../../identity/files/files.module.css';
import { useIncomingFiles } from '../../identity/files/use-incoming-files.ts';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { codeWords } from '../../kernel/errors/error-words.ts';
import classes from './attachments.module.css';
import type { Place } from './place.ts';
import type { PendingUpload } from './uploader.ts';
import { useUploader } from './use-uploader.ts';

interface Props {
  readonly place: Place;
  readonly isReadOnly: boolean;
}

const accepted = runAttachment.types
  .flatMap((type) => [type, ...factsOf(type).extensions.map((extension) => `.${extension}`)])
  .join(',');

/**
 * The files of the item or of the step that has the keys. What is pasted on the page, dropped here, picked or
 * photographed comes straight to it, and goes on its way though the tester goes on to the next.
 */
export function Attachments({ place, isReadOnly }: Props) {
  const { t } = useTranslation('execution');
  const { ready } = useTranslation('files');
  const entityId = attachmentPlace(place);
  const { uploader, pending } = useUploader();
  const { files, failures, remove } = useFiles(place);
  const [shown, show] = useState<AttachedFile | null>(null);
  const add = (added: readonly File[]) => {
    if (!isReadOnly && added.length > 0) uploader.add(entityId, added);
  };
  const { isOver, handlers } = useIncomingFiles(add);
  const own = files.filter((file) => file.entityId === entityId);
  const uploads = pending.filter((upload) => upload.entityId === entityId);
  if (!ready || (isReadOnly && own.length === 0)) return null;
  const label =
    place.step === null ? t('files.ofItem') : t('files.ofStep', { number: place.step + 1 });
  return (
    <section
      className={classes.files}
      aria-label={label}
      data-over={isOver || undefined}
      {...handlers}
    >
      <Text fw={600} size="sm">
        {label}
      </Text>
      {!isReadOnly && (
        <Group gap="xs">
          <Picker accept="image/*" capture label={t('files.photograph')} onPicked={add} />
          <Picker accept={accepted} label={t('files.choose')} onPicked={add} />
          <Text size="sm" c="dimmed">
            {t('files.hint')}
          </Text>
        </Group>
      )}
      {own.length + uploads.length > 0 && (
        <ul className={fileClasses.list} aria-label={t('files.attached')}>
          {own.map((file) => (
            <FileEntry
              key={file.id}
              file={file}
              failure={failures[file.id]}
              onPreview={show}
              onRemove={isReadOnly ? undefined : remove}
            />
          ))}
          {uploads.map((upload) => (
            <Upload key={upload.key} upload={upload} onForget={() => uploader.forget(upload.key)} />
          ))}
        </ul>
      )}
      <div role="status" className={fileClasses.said}>
        {uploads.length > 0 && t('files.sending', { count: uploads.length })}
      </div>
      <FilePreview file={shown} onClose={() => show(null)} />
    </section>
  );
}

/** All files of the item, and the way to remove one. */
function useFiles({ itemId }: Place) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { i18n } = useTranslation();
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  const { data: files = [] } = useQuery(trpc.runs.execution.files.queryOptions({ itemId }));
  const remove = async ({ id }: AttachedFile) => {
    try {
      await client.identity.files.remove.mutate({ id });
      const key = trpc.runs.execution.files.queryKey({ itemId });
      queryClient.setQueryData(key, (now) => now?.filter((file) => file.id !== id));
    } catch (error) {
      const { text } = codeWords(i18n, callError(error));
      setFailures((now) => ({ ...now, [id]: text }));
    }
  };
  return { files, failures, remove: (file: AttachedFile) => void remove(file) };
}

interface PickerProps {
  readonly accept: string;
  /** A phone opens its camera; where there is none, the files are shown. */
  readonly capture?: boolean;
  readonly label: string;
  readonly onPicked: (files: readonly File[]) => void;
}

function Picker({ accept, capture = false, label, onPicked }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const Icon = capture ? IconCamera : IconUpload;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon size={18} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        multiple={!capture}
        accept={accept}
        {...(capture && { capture: 'environment' as const })}
        aria-label={label}
        onChange={({ currentTarget }) => {
          onPicked([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}

interface UploadProps {
  readonly upload: PendingUpload;
  readonly onForget: () => void;
}

function Upload({ upload: { file, failure }, onForget }: UploadProps) {
  const { t, i18n } = useTranslation('execution');
  return (
    <li className={fileClasses.entry} data-state={failure ? 'failed' : 'sending'}>
      <span className={fileClasses.thumbnail}>
        <IconCloudUp size={20} aria-hidden />
      </span>
      <div className={fileClasses.text}>
        <span>{file.name}</span>
        <span className={fileClasses.detail}>
          {failure ? codeWords(i18n, failure).text : t('files.waiting')}
        </span>
      </div>
      {failure && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('files.forget', { name: file.name })}
          onClick={onForget}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
