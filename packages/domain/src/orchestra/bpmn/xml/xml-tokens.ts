import { bpmnError } from '../errors.ts';
import { xmlLimits } from './limits.ts';

/** Values and texts are as they stand in the file, with their entities. */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: readonly (readonly [name: string, value: string])[];
      /** `<a/>`: no token `close` follows. */
      readonly isEmpty: boolean;
      /** From 1, as editors count. */
      readonly line: number;
    }
  | { readonly kind: 'close'; readonly name: string; readonly line: number }
  | { readonly kind: 'text'; readonly text: string; readonly isCdata: boolean };

const openName = /<([^\s<>&"'/=!?]+)/y;
const attribute = /\s+([^\s<>&"'/=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;
const closeTag = /<\/([^\s<>/]+)\s*>/y;
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;

/**
 * Goes through an XML text once, in time that grows with its length, and refuses what is not well-formed at the line
 * where it is not. Document types are refused as such, so there is nothing to expand.
 * @throws ERR_PROCESS_XML { line, column, fault }, ERR_PROCESS_ENTITIES { line }, ERR_PROCESS_TOO_LARGE { of, limit },
 * ERR_PROCESS_TOO_DEEP { line, limit }
 */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  if (xml.length > xmlLimits.characters) {
    throw bpmnError('ERR_PROCESS_TOO_LARGE', { of: 'characters', limit: xmlLimits.characters });
  }
  const lines = lineCounter(xml);
  const fault = (at: number, what: string) =>
    bpmnError('ERR_PROCESS_XML', { ...lines(at), fault: what });
  const bad = controlCharacter(xml);
  if (bad >= 0) throw fault(bad, 'character');
  const open: { name: string; at: number }[] = [];
  let elements = 0;
  let at = 0;
  const endOf = (mark: string, from: number, what: string): number => {
    const end = xml.indexOf(mark, from);
    if (end < 0) throw fault(at, what);
    return end;
  };
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const text = xml.slice(at, next < 0 ? xml.length : next);
    if (text !== '') {
      if (open.length === 0 && text.trim() !== '') throw fault(at, 'outside');
      const entity = foreignEntity.exec(text);
      if (entity) throw fault(at + entity.index, 'entity');
      yield { kind: 'text', text, isCdata: false };
    }
    if (next < 0) break;
    at = next;
    if (xml.startsWith('<!--', at)) {
      at = endOf('-->', at + 4, 'comment') + 3;
    } else if (xml.startsWith('<![CDATA[', at)) {
      if (open.length === 0) throw fault(at, 'outside');
      const end = endOf(']]>', at + 9, 'cdata');
      yield { kind: 'text', text: xml.slice(at + 9, end), isCdata: true };
      at = end + 3;
    } else if (xml.startsWith('<?', at)) {
      at = endOf('?>', at + 2, 'instruction') + 2;
    } else if (xml.startsWith('<!', at)) {
      throw bpmnError('ERR_PROCESS_ENTITIES', { line: lines(at).line });
    } else if (xml.startsWith('</', at)) {
      closeTag.lastIndex = at;
      const name = closeTag.exec(xml)?.[1];
      const opened = open.pop();
      if (name === undefined) throw fault(at, 'tag');
      if (opened?.name !== name) throw fault(at, 'mismatch');
      yield { kind: 'close', name, line: lines(at).line };
      at = closeTag.lastIndex;
    } else {
      if (open.length === 0 && elements > 0) throw fault(at, 'outside');
      elements += 1;
      if (elements > xmlLimits.elements) {
        throw bpmnError('ERR_PROCESS_TOO_LARGE', { of: 'elements', limit: xmlLimits.elements });
      }
      const { line } = lines(at);
      const tag = readTag(xml, at, fault);
      if (!tag.isEmpty) open.push({ name: tag.name, at });
      if (open.length > xmlLimits.depth) {
        throw bpmnError('ERR_PROCESS_TOO_DEEP', { line, limit: xmlLimits.depth });
      }
      yield {
        kind: 'open',
        name: tag.name,
        attributes: tag.attributes,
        isEmpty: tag.isEmpty,
        line,
      };
      at = tag.end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw fault(xml.length, 'unclosed');
  if (elements === 0) throw fault(xml.length, 'nothing');
}

function readTag(xml: string, start: number, fault: (at: number, what: string) => Error) {
  openName.lastIndex = start;
  const name = openName.exec(xml)?.[1];
  if (name === undefined) throw fault(start, 'tag');
  const attributes: (readonly [string, string])[] = [];
  const names = new Set<string>();
  let at = openName.lastIndex;
  for (;;) {
    attribute.lastIndex = at;
    const match = attribute.exec(xml);
    if (!match) break;
    const [, key = '', double, single = ''] = match;
    const value = double ?? single;
    if (names.has(key)) throw fault(at, 'attribute');
    if (foreignEntity.test(value)) throw fault(at, 'entity');
    names.add(key);
    attributes.push([key, value]);
    at = attribute.lastIndex;
  }
  tagEnd.lastIndex = at;
  const end = tagEnd.exec(xml);
  if (!end) throw fault(at, 'attribute');
  return { name, attributes, isEmpty: end[1] === '/', end: tagEnd.lastIndex };
}

/** Line and column, from 1, of positions that are asked for from first to last. */
function lineCounter(xml: string): (at: number) => { line: number; column: number } {
  let line = 1;
  let start = 0;
  let next = xml.indexOf('\n');
  return (at) => {
    while (next >= 0 && next < at) {
      line += 1;
      start = next + 1;
      next = xml.indexOf('\n', start);
    }
    return { line, column: Math.max(1, at - start + 1) };
  };
}

/** The first character that XML 1.0 does not have, half a surrogate pair too, or -1. PostgreSQL keeps none of them. */
function controlCharacter(xml: string): number {
  for (let at = 0; at < xml.length; at += 1) {
    const unit = xml.charCodeAt(at);
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) return at;
    if (unit > 0xfffd) return at;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = xml.charCodeAt(at + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return at;
    at += 1;
  }
  return -1;
}
