import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import classes from './file-drop.module.css';

interface Props {
  /** As the `accept` of a file input. */
  readonly accept: string;
  /** The name of the input. */
  readonly label: string;
  /** “Choose a file”, and what stands behind it: “or drop it here”. */
  readonly choose: string;
  readonly drop: string;
  /** The name of the file that was chosen; null, or left out, for none. */
  readonly chosen?: string | null;
  readonly onFile: (file: File) => void;
}

/** A file input as large as the place where a file can be dropped. */
export function FileDrop({ accept, label, choose, drop, chosen = null, onFile }: Props) {
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <label
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
    >
      <IconFileImport size={32} stroke={1.5} className={classes.icon} aria-hidden />
      {chosen !== null && <strong className={classes.chosen}>{chosen}</strong>}
      <span>
        <span className={classes.choose}>{choose}</span> {drop}
      </span>
      <input
        type="file"
        className={classes.file}
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}
