import { type ChatTab, chatTabs } from '@atelier/domain/tracks/tabs.ts';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './track.module.css';

interface Props {
  /** What the ids of the tabs and of their panel begin with. */
  readonly id: string;
  readonly tab: ChatTab;
  readonly onChoose: (tab: ChatTab) => void;
}

/** The tabs of a session (ARIA pattern): the arrow keys move between them. */
export function TabList({ id, tab, onChoose }: Props) {
  const { t } = useTranslation('tracks');
  const onKeyDown = (event: KeyboardEvent) => {
    const now = chatTabs.indexOf(tab);
    const places: Readonly<Record<string, number>> = {
      ArrowRight: (now + 1) % chatTabs.length,
      ArrowLeft: (now + chatTabs.length - 1) % chatTabs.length,
      Home: 0,
      End: chatTabs.length - 1,
    };
    const next = chatTabs[places[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={t('tabs.label')} className={classes.tabs} onKeyDown={onKeyDown}>
      {chatTabs.map((each, place) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`${id}-${each}`}
          aria-selected={each === tab}
          aria-controls={`${id}-panel`}
          aria-keyshortcuts={String(place + 1)}
          tabIndex={each === tab ? 0 : -1}
          className={classes.tab}
          onClick={() => onChoose(each)}
        >
          {t(`tabs.${each}`)}
        </button>
      ))}
    </div>
  );
}
