import { NativeSelect, Skeleton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './diagram.module.css';
import { DiagramTools, panStep, zoomStep } from './diagram-tools.tsx';
import type { Diagram, openDiagram } from './diagram-viewer.ts';
import type { Marks } from './marks.ts';
import { useDiagramPointers } from './use-diagram-pointers.ts';

interface Props {
  readonly xml: string;
  /** Names the picture. */
  readonly label: string;
  readonly marks: Marks;
  /** Whether everything without a mark steps back. */
  readonly isDimmed?: boolean;
  /** The element that has to be in sight. */
  readonly at?: string | null;
  /** Told once there turns out to be nothing to draw. */
  readonly onNothing: () => void;
}

/** A process as it is drawn, with what is to be seen in it; bpmn-js is fetched with it, and not before. */
export function ProcessDiagram({ xml, label, marks, isDimmed = false, at, onNothing }: Props) {
  const { t } = useTranslation('orchestra-process');
  const host = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const diagram = useDiagram(host, { xml, label: t('diagram.label', { name: label }), id: chosen });
  const shown = useRef<{ readonly at: string; readonly xml: string } | null>(null);
  useDiagramPointers(host, diagram ?? null);
  useEffect(() => diagram?.show(marks), [diagram, marks]);
  useEffect(() => {
    if (!at || !diagram || (shown.current?.at === at && shown.current.xml === xml)) return;
    const place = diagram.where(at);
    if (place !== undefined && place !== diagram.id) return setChosen(place);
    diagram.reveal(at);
    // Once: whoever chooses another picture then is not led back.
    shown.current = { at, xml };
  }, [diagram, at, xml]);
  useEffect(() => {
    if (diagram === null) onNothing();
  }, [diagram, onNothing]);
  return (
    <div className={classes.frame}>
      {diagram && diagram.all.length > 1 && (
        <NativeSelect
          className={classes.choice}
          label={t('diagram.choice')}
          value={diagram.id}
          data={diagram.all.map(({ id, name }, place) => ({
            value: id,
            label: name || t('diagram.unnamed', { number: place + 1 }),
          }))}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the picture in it has the focus */}
      <div
        ref={host}
        className={classes.host}
        data-dimmed={isDimmed}
        data-ready={diagram !== undefined}
        onKeyDown={(event) => diagram && steer(event, diagram)}
      >
        {diagram === undefined && (
          <Skeleton className={classes.loading} height="100%" radius="md" />
        )}
      </div>
      {diagram && <DiagramTools diagram={diagram} />}
    </div>
  );
}

/** Undefined until it is drawn, null where there is nothing to draw. */
function useDiagram(
  host: React.RefObject<HTMLDivElement | null>,
  { xml, label, id }: Parameters<typeof openDiagram>[1],
): Diagram | null | undefined {
  const [diagram, setDiagram] = useState<Diagram | null>();
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    let opened: Diagram | null = null;
    let isOver = false;
    setDiagram(undefined);
    void import('./diagram-viewer.ts')
      .then(({ openDiagram }) => openDiagram(place, { xml, label, id }))
      .then((drawn) => {
        if (isOver) {
          drawn?.close();
          return;
        }
        opened = drawn;
        setDiagram(drawn);
      });
    const observer = new ResizeObserver(() => {
      opened?.resized();
      opened?.fit();
    });
    observer.observe(place);
    return () => {
      isOver = true;
      observer.disconnect();
      opened?.close();
    };
  }, [host, xml, label, id]);
  return diagram;
}

/** The keys of the picture while it has the focus. */
function steer(event: KeyboardEvent, diagram: Diagram): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => diagram.pan(panStep, 0),
    ArrowRight: () => diagram.pan(-panStep, 0),
    ArrowUp: () => diagram.pan(0, panStep),
    ArrowDown: () => diagram.pan(0, -panStep),
    '+': () => diagram.zoom(zoomStep),
    '=': () => diagram.zoom(zoomStep),
    '-': () => diagram.zoom(1 / zoomStep),
    '0': () => diagram.fit(),
  };
  const move = moves[event.key];
  if (move === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}
