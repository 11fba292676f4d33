import { type ChatTab, chatTabs } from '@atelier/domain/tracks/tabs.ts';
import type { RoadmapItem, Track, TrackSession } from '@atelier/domain/tracks/types.ts';
import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';
import { Roadmap } from '../roadmap/roadmap.tsx';
import { SynopsisPanel } from '../synopsis/synopsis-panel.tsx';
import { Thread } from '../thread/thread.tsx';
import { TabList } from './tab-list.tsx';
import classes from './track.module.css';

interface Props {
  readonly track: Track;
  readonly roadmap: readonly RoadmapItem[];
  readonly session: TrackSession;
}

/** The threads of a session, with the roadmap and the synopsis beside them; what is open is kept with the session. */
export function Learning({ track, roadmap, session }: Props) {
  const { t } = useTranslation('tracks');
  const id = useId();
  const { tab: linked, message } = useSearch({ from: '/tracks/$slug' });
  const navigate = useNavigate();
  const show = useCommand('tracks.sessions.show');
  const [chosen, setChosen] = useState<ChatTab | null>(null);
  const [side, setSide] = useState<boolean | null>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  // What was chosen here counts at once; what was chosen on another device, when it is told.
  const tab = linked ?? chosen ?? session.activeTab;
  const isSideShown = side ?? session.sidebarVisible;
  const choose = (next: ChatTab) => {
    setChosen(next);
    if (linked !== undefined) void navigate({ to: '.', search: {}, replace: true });
    if (next !== session.activeTab) void show.run({ sessionId: session.id, activeTab: next });
  };
  const toggleSide = () => {
    setSide(!isSideShown);
    void show.run({ sessionId: session.id, sidebarVisible: !isSideShown });
  };
  useShortcuts({
    ...Object.fromEntries(
      chatTabs.map((each, place) => [
        String(place + 1),
        () => {
          choose(each);
          return true;
        },
      ]),
    ),
    m: () => {
      composer.current?.focus();
      return true;
    },
    b: () => {
      toggleSide();
      return true;
    },
  });
  const SideIcon = isSideShown ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRightExpand;
  return (
    <div className={classes.learning} data-side={isSideShown}>
      <section className={classes.main} aria-label={t('tabs.label')}>
        <div className={classes.bar}>
          <TabList id={id} tab={tab} onChoose={choose} />
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t(isSideShown ? 'side.hide' : 'side.show')}
            aria-pressed={isSideShown}
            onClick={toggleSide}
          >
            <SideIcon size={20} aria-hidden />
          </ActionIcon>
        </div>
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
          <Thread
            key={tab}
            sessionId={session.id}
            tab={tab}
            linked={message ?? null}
            composer={composer}
          />
        </div>
      </section>
      {isSideShown && (
        <div className={classes.side}>
          <Roadmap track={track} roadmap={roadmap} sessionId={session.id} />
          <SynopsisPanel sessionId={session.id} trackTitle={track.title} />
        </div>
      )}
    </div>
  );
}
