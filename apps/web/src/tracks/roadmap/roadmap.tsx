import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import { nextStep, progressOf } from '@atelier/domain/tracks/roadmap.ts';
import type { RoadmapItem, Track } from '@atelier/domain/tracks/types.ts';
import { Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { AddStep } from './add-step.tsx';
import { ProgressBar } from './progress-bar.tsx';
import classes from './roadmap.module.css';
import { RoadmapStep } from './roadmap-step.tsx';

interface Props {
  readonly track: Track;
  readonly roadmap: readonly RoadmapItem[];
  /** Null before the learner has begun: then nothing is ticked off. */
  readonly sessionId: string | null;
}

/** The way along a track: ticked off by whoever learns, and put in order by whoever makes tracks. */
export function Roadmap({ track, roadmap, sessionId }: Props) {
  const { t } = useTranslation('tracks');
  const mayEdit = useMay(tracksActions.edit);
  const setProgress = useCommand('tracks.sessions.setProgress');
  const move = useCommand('tracks.roadmap.move');
  const [said, setSaid] = useState('');
  const next = nextStep(roadmap);
  const onMove = ({ id: itemId, text }: RoadmapItem, position: number) => {
    if (position < 0 || position >= roadmap.length) return;
    void move.run({ itemId, position }).then(() => {
      setSaid(t('roadmap.moved', { text, place: position + 1 }));
      // Of an element that is put elsewhere the browser forgets the focus.
      document.getElementById(`step-${itemId}`)?.focus();
    });
  };
  const drop = (itemId: string, position: number) => {
    const item = roadmap.find(({ id }) => id === itemId);
    if (item !== undefined && item.position !== position) onMove(item, position);
  };
  return (
    <Card title={t('roadmap.title')}>
      <ProgressBar progress={progressOf(roadmap)} />
      {roadmap.length > 0 && next === undefined && <Text mt="xs">{t('roadmap.all')}</Text>}
      <ol className={classes.steps} aria-label={t('roadmap.list')} data-beside={sessionId !== null}>
        {roadmap.map((item) => (
          <RoadmapStep
            key={item.id}
            item={item}
            isNext={sessionId !== null && item.id === next?.id}
            onTick={
              sessionId === null
                ? null
                : (done) => setProgress.run({ sessionId, itemId: item.id, done })
            }
            ordering={
              mayEdit
                ? {
                    isFirst: item.position === 0,
                    isLast: item.position === roadmap.length - 1,
                    onMove: (position) => onMove(item, position),
                    onDrop: (itemId) => drop(itemId, item.position),
                  }
                : null
            }
          />
        ))}
      </ol>
      {mayEdit && <AddStep trackId={track.id} />}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </Card>
  );
}
