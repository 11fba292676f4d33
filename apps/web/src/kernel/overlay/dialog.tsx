import { CloseButton, Title } from '@mantine/core';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Its name; shown as the heading unless it is `bare`. */
  readonly title: string;
  readonly bare?: boolean;
  readonly placement?: 'center' | 'top' | 'side';
  readonly children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus in, makes the page behind inert, closes with Escape
 * and gives the focus back (ADR 0032). The element with `data-autofocus` gets the focus first, with its
 * text selected unless the value is `end`.
 */
export function Dialog({ opened, onClose, title, bare, placement = 'center', children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === opened) return;
    if (!opened) {
      element.close();
      return;
    }
    element.showModal();
    const first = element.querySelector<HTMLElement>('[data-autofocus]');
    first?.focus();
    // What is already there is likely to be replaced.
    if (first instanceof HTMLInputElement && first.dataset.autofocus !== 'end') first.select();
  }, [opened]);
  // Of a dialog that is taken away as it is the browser gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-placement={placement}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': id })}
      onCancel={(event) => {
        // React hands on what a dialog inside this one was told.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      // A press on the backdrop is one on the dialog element itself.
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {opened && (
        <div className={bare ? classes.bare : classes.content}>
          {!bare && (
            <div className={classes.head}>
              <Title order={2} id={id}>
                {title}
              </Title>
              <CloseButton size="lg" aria-label={t('close')} onClick={onClose} />
            </div>
          )}
          {children}
        </div>
      )}
    </dialog>
  );
}
