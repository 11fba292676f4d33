import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import type { FileUse } from '@atelier/domain/identity/files/file-use.ts';
import { factsOf } from '@atelier/domain/identity/files/media-types.ts';
import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeWords, errorWords } from '../../kernel/errors/error-words.ts';
import { FileEntry } from './file-entry.tsx';
import { FilePreview } from './file-preview.tsx';
import { fileSize } from './file-size.ts';
import classes from './files.module.css';
import { UploadEntry } from './upload-entry.tsx';
import { useIncomingFiles } from './use-incoming-files.ts';
import { useUploads } from './use-uploads.ts';

interface Props {
  readonly label: string;
  readonly use: FileUse;
  readonly entityId: string;
  /** What is attached already. */
  readonly files: readonly AttachedFile[];
  readonly onAttached: (file: AttachedFile) => void;
  /** Left out for whoever may not; it removes the file, and rejects if that failed. */
  readonly onRemove?: (file: AttachedFile) => Promise<unknown>;
}

/**
 * The files of a thing, and the way to add some: picked, dropped or pasted, several at once, each with its
 * progress and its own refusal. What happens is said to screen readers.
 */
export function FileField({ label, use, entityId, files, onAttached, onRemove }: Props) {
  const { t, i18n, ready } = useTranslation('files');
  const input = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  /** Why a file could not be removed, by its id. */
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  const [shown, show] = useState<AttachedFile | null>(null);
  const hint = useId();
  const { uploads, list } = useUploads({
    use,
    entityId,
    onAttached(file) {
      say(t('said.attached', { name: file.name }));
      onAttached(file);
    },
    onFailed: (name, failure) =>
      say(t('said.failed', { name, reason: codeWords(i18n, failure).text })),
    onCancelled: (name) => say(t('said.cancelled', { name })),
  });
  const { isOver, handlers } = useIncomingFiles((added) => list.add(added));
  if (!ready) return null;
  const remove = async (file: AttachedFile) => {
    const { id, name } = file;
    try {
      await onRemove?.(file);
      say(t('said.removed', { name }));
    } catch (error) {
      const reason = errorWords(i18n, error).text;
      setFailures((now) => ({ ...now, [id]: reason }));
      say(t('said.failed', { name, reason }));
    }
  };
  const types = use.types.map((type) => factsOf(type).extensions[0]?.toUpperCase()).join(', ');
  return (
    <section
      className={classes.field}
      aria-label={label}
      data-over={isOver || undefined}
      {...handlers}
    >
      <div className={classes.zone}>
        <Button
          variant="default"
          leftSection={<IconUpload size={18} aria-hidden />}
          aria-describedby={hint}
          onClick={() => input.current?.click()}
        >
          {t('choose', { count: use.perThing.files })}
        </Button>
        <span id={hint} className={classes.hint}>
          {isOver ? t('drop') : t('hint', { types, size: fileSize(use.fileBytes, i18n.language) })}
        </span>
        <input
          ref={input}
          type="file"
          hidden
          tabIndex={-1}
          aria-label={label}
          multiple={use.perThing.files > 1}
          accept={use.types.flatMap(acceptOf).join(',')}
          onChange={({ currentTarget }) => {
            list.add([...(currentTarget.files ?? [])]);
            // The same file may be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      {files.length + uploads.length > 0 && (
        <ul className={classes.list} aria-label={t('attached')}>
          {files.map((file) => (
            <FileEntry
              key={file.id}
              file={file}
              failure={failures[file.id]}
              onPreview={show}
              onRemove={onRemove && remove}
            />
          ))}
          {uploads.map((upload) => (
            <UploadEntry key={upload.id} upload={upload} list={list} />
          ))}
        </ul>
      )}
      <div role="status" className={classes.said}>
        {said}
      </div>
      <FilePreview file={shown} onClose={() => show(null)} />
    </section>
  );
}

/** By type and by name: browsers know some only by the one or the other. */
function acceptOf(type: FileUse['types'][number]): string[] {
  return [type, ...factsOf(type).extensions.map((extension) => `.${extension}`)];
}
