import { Button } from '@mantine/core';
import { IconChevronDown, type TablerIcon } from '@tabler/icons-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import classes from './panel.module.css';
import { placePopover } from './place-popover.ts';

interface Props {
  readonly label: string;
  readonly icon: TablerIcon;
  /** What stands on the button after the label: how many of them there are. */
  readonly badge?: ReactNode;
  readonly children: (close: () => void) => ReactNode;
}

/**
 * A button that opens a panel with fields over the page; it stays open while they are used, closes with
 * Escape or a press elsewhere, and gives the focus back. For a list of things to do there is the menu.
 */
export function Panel({ label, icon: Icon, badge, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={button}
        variant="default"
        size="sm"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        leftSection={<Icon size={17} stroke={1.7} aria-hidden />}
      >
        {label}
        {badge}
        <IconChevronDown size={15} className={classes.chevron} aria-hidden />
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        className={classes.panel}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true);
        }}
        onToggle={(event) => {
          const open = event.newState === 'open';
          setOpen(open);
          if (!open || !panel.current || !button.current) return;
          placePopover(panel.current, button.current.getBoundingClientRect());
          const first = panel.current.querySelector<HTMLElement>('input, button, select');
          (first ?? panel.current).focus();
        }}
      >
        {isOpen && (
          <div className={classes.content}>{children(() => panel.current?.hidePopover())}</div>
        )}
      </div>
    </>
  );
}
