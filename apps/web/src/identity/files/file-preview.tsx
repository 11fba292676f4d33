import { type AttachedFile, filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import { factsOf } from '@atelier/domain/identity/files/media-types.ts';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import classes from './files.module.css';

interface Props {
  /** Null for none. */
  readonly file: AttachedFile | null;
  readonly onClose: () => void;
}

/** A picture, a video or a sound, as large as the page lets it be. */
export function FilePreview({ file, onClose }: Props) {
  const { t } = useTranslation('files');
  return (
    <Dialog opened={file !== null} onClose={onClose} title={file?.name ?? ''}>
      {file && (
        <div className={classes.preview}>
          <Content file={file} />
          <Button
            component="a"
            variant="default"
            href={`${filesPath}/${file.id}?download`}
            download={file.name}
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {t('save')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Content({ file: { id, name, mediaType } }: { readonly file: AttachedFile }) {
  const source = `${filesPath}/${id}`;
  switch (factsOf(mediaType).kind) {
    case 'picture':
      return <img className={classes.shown} src={source} alt={name} />;
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: whoever attached it had none to give
      return <video className={classes.shown} src={source} controls preload="metadata" />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: whoever attached it had none to give
      return <audio className={classes.shown} src={source} controls preload="metadata" />;
    default:
      return null;
  }
}
