import type { WriteStream } from 'node:tty';

/** One line on the terminal for each stage of the start. */
export interface Progress {
  /** A stage begins; the one before it is done. */
  begin(label: string): void;
  /** The stage goes on, under these words: how far it is. */
  update(label: string): void;
  /** The last stage is done. */
  finish(): void;
  /** A line beside the stages. */
  note(text: string): void;
  /** The stage, or the whole start, came to nothing. */
  fail(text: string): void;
}

/** On a terminal a stage shows while it lasts; elsewhere its line comes when it is done. */
export function createProgress(out: WriteStream, errors: NodeJS.WritableStream): Progress {
  let current: { label: string; startedAt: number } | undefined;
  const clear = () => out.isTTY && out.write('\r\u001b[2K');

  function finish(): void {
    if (current === undefined) return;
    const seconds = ((performance.now() - current.startedAt) / 1000).toFixed(1);
    clear();
    out.write(`✓ ${current.label} (${seconds} s)\n`);
    current = undefined;
  }

  return {
    begin(label) {
      finish();
      current = { label, startedAt: performance.now() };
      if (out.isTTY) out.write(`… ${label}`);
    },
    update(label) {
      if (current === undefined || current.label === label) return;
      current = { ...current, label };
      clear();
      if (out.isTTY) out.write(`… ${label}`);
    },
    finish,
    note(text) {
      clear();
      out.write(`  ${text}\n`);
      if (out.isTTY && current !== undefined) out.write(`… ${current.label}`);
    },
    fail(text) {
      clear();
      current = undefined;
      errors.write(`✗ ${text}\n`);
    },
  };
}
