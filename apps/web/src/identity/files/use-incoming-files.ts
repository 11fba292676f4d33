import { type DragEvent, useEffect, useRef, useState } from 'react';

/** Fields in which a paste is text that somebody writes. */
const editable = 'input, textarea, [contenteditable="true"]';

/**
 * Files that are dropped on an element, or pasted on the page: pasted where nothing else takes them, since who
 * pastes a picture has rarely gone to a button first.
 */
export function useIncomingFiles(onFiles: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  /** Elements within the element are entered and left as well. */
  const depth = useRef(0);
  const latest = useRef(onFiles);
  latest.current = onFiles;

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (event.defaultPrevented || files.length === 0) return;
      const { target } = event;
      const isWriting = target instanceof Element && target.closest(editable) !== null;
      // A text with a picture beside it, as from an office program, is text to whoever writes.
      if (isWriting && event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);

  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return {
    isOver,
    handlers: {
      onDragEnter(event: DragEvent) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      },
      onDragOver(event: DragEvent) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDragLeave() {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      },
      onDrop(event: DragEvent) {
        depth.current = 0;
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length === 0) return;
        event.preventDefault();
        latest.current(files);
      },
    },
  };
}
