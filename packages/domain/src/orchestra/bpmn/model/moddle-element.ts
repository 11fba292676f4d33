/// <reference path="../bpmn-moddle.d.ts" />
import type { ModdleElement } from 'bpmn-moddle';
import { isRecord } from '../../../kernel/is-record.ts';

function isElement(value: unknown): value is ModdleElement {
  return isRecord(value) && typeof value.$type === 'string' && typeof value.get === 'function';
}

/** `userTask` of `bpmn:UserTask`. */
export function typeOf(element: ModdleElement): string {
  const name = element.$type.slice(element.$type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Without space around it; the ends of lines are one character, also those that a tool wrote as `&#xD;&#xA;`. */
export function textOf(element: ModdleElement, property: string): string {
  const value = element.get(property);
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
}

export function flagOf(element: ModdleElement, property: string): boolean {
  return element.get(property) === true;
}

export function oneOf(element: ModdleElement, property: string): ModdleElement | undefined {
  const value = element.get(property);
  return isElement(value) ? value : undefined;
}

export function manyOf(element: ModdleElement, property: string): readonly ModdleElement[] {
  const value = element.get(property);
  return Array.isArray(value) ? value.filter(isElement) : [];
}
