import { type ReactNode, useEffect, useRef } from 'react';
import classes from './exchange-page.module.css';

interface Props {
  /** What it is for, to whoever only hears it. */
  readonly label: string;
  /** Which of them is shown. */
  readonly step: string;
  readonly children: ReactNode;
}

/**
 * Steps that take each other's place, and with it the button that was pressed. The focus goes to the
 * heading of the next one, or to its beginning, unless it is elsewhere on the page by then.
 */
export function Steps({ label, step, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const focused = document.activeElement;
    const isElsewhere = focused !== document.body && !place.current?.contains(focused);
    if (isElsewhere) return;
    (place.current?.querySelector<HTMLElement>('h3') ?? place.current)?.focus();
  }, [step]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, which this is not
    <div ref={place} role="group" aria-label={label} tabIndex={-1} className={classes.steps}>
      {children}
    </div>
  );
}
