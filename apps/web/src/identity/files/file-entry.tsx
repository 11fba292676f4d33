import { type AttachedFile, filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import { factsOf } from '@atelier/domain/identity/files/media-types.ts';
import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FileIcon } from './file-icon.tsx';
import { fileSize } from './file-size.ts';
import classes from './files.module.css';

interface Props {
  readonly file: AttachedFile;
  /** Why it could not be removed. */
  readonly failure?: string | undefined;
  readonly onPreview: (file: AttachedFile) => void;
  /** Left out for whoever may not. */
  readonly onRemove?: ((file: AttachedFile) => void) | undefined;
}

/** A file that is attached: its name opens it here, or saves it where a browser should not show it. */
export function FileEntry({ file, failure, onPreview, onRemove }: Props) {
  const { t, i18n } = useTranslation('files');
  const { id, name, mediaType, size, hasThumbnail } = file;
  const { inline } = factsOf(mediaType);
  return (
    <li className={classes.entry} data-state={failure && 'failed'}>
      <span className={classes.thumbnail}>
        {hasThumbnail ? (
          <img src={`${filesPath}/${id}/thumbnail`} alt="" loading="lazy" />
        ) : (
          <FileIcon type={mediaType} />
        )}
      </span>
      <div className={classes.text}>
        {inline ? (
          <button
            type="button"
            className={classes.open}
            aria-label={t('preview', { name })}
            onClick={() => onPreview(file)}
          >
            {name}
          </button>
        ) : (
          <a
            className={classes.open}
            href={`${filesPath}/${id}?download`}
            download={name}
            aria-label={t('download', { name })}
          >
            {name}
          </a>
        )}
        <span className={classes.detail}>
          {failure && <IconAlertTriangle size={16} aria-hidden />}
          {failure ?? fileSize(size, i18n.language)}
        </span>
      </div>
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('remove', { name })}
          onClick={() => onRemove(file)}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
