import { IconCheck, type TablerIcon } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import classes from './menu.module.css';
import { placePopover } from './place-popover.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: TablerIcon;
  /** For one of several of which one is chosen. */
  readonly checked?: boolean;
  readonly lang?: string;
  readonly onSelect: () => void;
}

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly className?: string | undefined;
  readonly tabIndex?: number;
  /** What stands on the button. */
  readonly children: ReactNode;
}

/**
 * A menu button (ARIA pattern) over the browser's own popover: it is shown above everything, closes with
 * Escape or a press elsewhere, and gives the focus back.
 */
export function Menu({ label, items, className, tabIndex, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const places: Record<string, number> = {
      ArrowDown: (now + 1) % all.length,
      ArrowUp: (now - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const place = places[event.key];
    if (event.key === 'Tab') menu.current?.hidePopover();
    if (place === undefined) return;
    event.preventDefault();
    all[place]?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? classes.button}
        tabIndex={tabIndex}
        popoverTarget={id}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          menu.current?.showPopover();
        }}
      >
        {children}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className={classes.menu}
        onKeyDown={onKeyDown}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true);
        }}
        onToggle={(event) => {
          const open = event.newState === 'open';
          setOpen(open);
          if (!open || !menu.current || !button.current) return;
          placePopover(menu.current, button.current.getBoundingClientRect());
          const chosen = menu.current.querySelector<HTMLElement>('[aria-checked="true"]');
          (chosen ?? menu.current.querySelector<HTMLElement>('button'))?.focus();
        }}
      >
        {isOpen &&
          items.map(({ label: text, icon: Icon, checked, lang, onSelect }) => (
            <button
              key={text}
              type="button"
              {...(checked === undefined
                ? { role: 'menuitem' }
                : { role: 'menuitemradio', 'aria-checked': checked })}
              lang={lang}
              tabIndex={-1}
              className={classes.item}
              onClick={() => {
                menu.current?.hidePopover();
                onSelect();
              }}
            >
              {Icon && <Icon size={17} stroke={1.7} aria-hidden />}
              <span className={classes.text}>{text}</span>
              {checked && <IconCheck size={16} aria-hidden />}
            </button>
          ))}
      </div>
    </>
  );
}
