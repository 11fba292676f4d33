import type { DragEvent } from 'react';

const types = {
  suite: 'application/x-atelier-suite',
  cases: 'application/x-atelier-cases',
} as const;
type Kind = keyof typeof types;

/** Takes ids along with the pointer. */
export function startDrag(event: DragEvent, kind: Kind, ids: readonly string[]): void {
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData(types[kind], JSON.stringify(ids));
}

/** Whether what comes along is of this kind. */
export function isDragged(event: DragEvent, kind: Kind): boolean {
  return event.dataTransfer.types.includes(types[kind]);
}

/** The ids that came along; none where it was something else. */
export function droppedIds(event: DragEvent, kind: Kind): readonly string[] {
  const text = event.dataTransfer.getData(types[kind]);
  return text === '' ? [] : (JSON.parse(text) as string[]);
}

/** Whether the pointer is in the upper part of what it is over. */
export function isAbove(event: DragEvent, share: number): boolean {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  return event.clientY < top + height * share;
}
