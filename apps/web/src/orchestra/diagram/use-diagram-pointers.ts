import { type RefObject, useEffect } from 'react';
import type { Diagram } from './diagram-viewer.ts';

/**
 * The wheel with Ctrl (and two fingers on a touchpad) zooms, without it the page scrolls; a finger moves the picture
 * sideways, and the page up and down. Dragging with the mouse is bpmn-js's own.
 */
export function useDiagramPointers(
  host: RefObject<HTMLElement | null>,
  diagram: Diagram | null,
): void {
  useEffect(() => {
    const place = host.current;
    if (place === null || diagram === null) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = place.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      // Lines count as so many pixels; a step of a wheel is about a quarter.
      const delta = event.deltaY * (event.deltaMode === 0 ? 1 : 16);
      diagram.zoom(Math.exp(-delta * 0.0025), at);
    };
    let last: number | null = null;
    const down = ({ pointerType, clientX }: PointerEvent) => {
      last = pointerType === 'touch' ? clientX : null;
    };
    const move = ({ pointerType, clientX }: PointerEvent) => {
      if (pointerType !== 'touch' || last === null) return;
      diagram.pan(clientX - last, 0);
      last = clientX;
    };
    const up = () => {
      last = null;
    };
    // A wheel that may be prevented has to be said to be so.
    place.addEventListener('wheel', wheel, { passive: false });
    place.addEventListener('pointerdown', down);
    place.addEventListener('pointermove', move);
    place.addEventListener('pointerup', up);
    place.addEventListener('pointercancel', up);
    return () => {
      place.removeEventListener('wheel', wheel);
      place.removeEventListener('pointerdown', down);
      place.removeEventListener('pointermove', move);
      place.removeEventListener('pointerup', up);
      place.removeEventListener('pointercancel', up);
    };
  }, [host, diagram]);
}
