import { factsOf, isMediaType, normalType } from '@atelier/domain/identity/files/media-types.ts';
import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeWords } from '../../kernel/errors/error-words.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { FileIcon } from './file-icon.tsx';
import { fileSize } from './file-size.ts';
import classes from './files.module.css';
import type { Upload, UploadList } from './upload-list.ts';

interface Props {
  readonly upload: Upload;
  readonly list: UploadList;
}

/** A file on its way: what it looks like, how much of it is sent, and what can be done about it. */
export function UploadEntry({ upload: { id, file, state, sent, failure }, list }: Props) {
  const { t, i18n } = useTranslation('files');
  const { percent } = useFormat();
  const { name, size } = file;
  const isUnderWay = state === 'sending' || state === 'waiting';
  const share = size === 0 ? 0 : sent / size;
  const words = () => {
    if (state === 'failed' && failure) return codeWords(i18n, failure).text;
    if (state === 'cancelled') return t('cancelled');
    if (state === 'waiting') return t('waiting');
    if (sent >= size) return t('working');
    return t('sending', { percent: percent(share), size: fileSize(size, i18n.language) });
  };
  return (
    <li className={classes.entry} data-state={state}>
      <LocalPreview file={file} />
      <div className={classes.text}>
        <span className={classes.name}>{name}</span>
        <span className={classes.detail}>
          {state === 'failed' && <IconAlertTriangle size={16} aria-hidden />}
          {words()}
        </span>
        {isUnderWay && (
          <progress
            className={classes.progress}
            aria-label={t('progress', { name })}
            max={size}
            value={sent}
          />
        )}
      </div>
      {isUnderWay ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('cancel', { name })}
          onClick={() => list.cancel(id)}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <div className={classes.actions}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={16} aria-hidden />}
            aria-label={t('retryNamed', { name })}
            onClick={() => list.retry(id)}
          >
            {t('retry')}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('dismiss', { name })}
            onClick={() => list.dismiss(id)}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

/** A picture as it lies on this device; of anything else, what kind it is. */
function LocalPreview({ file }: { readonly file: File }) {
  const [url, setUrl] = useState<string>();
  const type = normalType(file.type);
  const isPicture = isMediaType(type) && factsOf(type).kind === 'picture';
  useEffect(() => {
    if (!isPicture) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, isPicture]);
  return (
    <span className={classes.thumbnail}>
      {url === undefined ? (
        <FileIcon type={type} />
      ) : (
        <img src={url} alt="" onError={() => setUrl(undefined)} />
      )}
    </span>
  );
}
