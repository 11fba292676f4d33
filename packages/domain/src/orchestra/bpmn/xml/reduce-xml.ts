import { bpmnError } from '../errors.ts';
import {
  booleanAttributes,
  isReadWithin,
  maxText,
  readAttributes,
  referenceAttributes,
  referenceElements,
  silentElements,
  textElements,
  unsupportedElements,
} from './bpmn-names.ts';
import { ElementIds } from './element-ids.ts';
import { xmlLimits } from './limits.ts';
import { escapedText, plainText } from './plain-text.ts';
import { type XmlToken, xmlTokens } from './xml-tokens.ts';

type OpenToken = Extract<XmlToken, { kind: 'open' }>;

export interface LeftOut {
  readonly kind: 'unsupported' | 'unknown';
  readonly type: string;
  readonly id: string | null;
  readonly name: string;
  readonly line: number;
}

export interface ReducedXml {
  /** Only what says how processes run, on the lines where it stood, with ids of ours. */
  readonly text: string;
  readonly ids: ElementIds;
  readonly leftOut: readonly LeftOut[];
}

/** A reference whose element may come later in the file. */
interface Reference {
  readonly reference: string;
}
type Piece = string | Reference;

/** BPMN 2.0 of the OMG, whichever prefix a file gives it, and what drafts of it were written in. */
const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const bpmnNamespaces: ReadonlySet<string> = new Set([
  bpmnNamespace,
  'http://schema.omg.org/spec/BPMN/2.0',
]);

/** As XML Schema writes them, and, without their case, as .NET does; anything else is as if it were not said. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/**
 * Leaves of a BPMN file what says how its processes run: no diagram, data, extension of a vendor or attribute that is
 * not read. Every element gets an id of ours: ids of tools may be missing, double, or such as XML does not allow.
 * @throws ERR_PROCESS_NOT_BPMN { root, line }, ERR_PROCESS_TOO_LARGE, and what `xmlTokens` throws
 */
export function reduceXml(xml: string): ReducedXml {
  const ids = new ElementIds();
  const leftOut: LeftOut[] = [];
  const pieces: Piece[] = [];
  const kept: { readonly type: string; readonly prefixes: ReadonlySet<string> }[] = [];
  let line = 1;
  let elements = 0;
  /** How deep within an element that is left out, 0 for not at all. */
  let outside = 0;
  let textLeft = 0;
  for (const token of xmlTokens(xml)) {
    if (outside > 0) {
      if (token.kind === 'open' && !token.isEmpty) outside += 1;
      if (token.kind === 'close') outside -= 1;
      continue;
    }
    if (token.kind === 'text') {
      const within = kept.at(-1)?.type ?? '';
      const text = token.isCdata ? token.text : plainText(token.text);
      if (referenceElements.has(within) && text.trim() !== '') {
        pieces.push({ reference: text.trim() });
      } else if (textElements.has(within) && textLeft > 0) {
        const piece = text.slice(0, textLeft);
        textLeft -= piece.length;
        line += piece.split('\n').length - 1;
        pieces.push(escapedText(piece));
      }
      continue;
    }
    if (token.kind === 'close') {
      pieces.push(`</${token.name}>`);
      kept.pop();
      continue;
    }
    const [prefix, type] = splitName(token.name);
    const parent = kept.at(-1);
    const prefixes = prefixesWithin(token, parent?.prefixes ?? new Set());
    if (elements === 0) {
      if (type !== 'definitions' || !prefixes.has(prefix)) {
        throw bpmnError('ERR_PROCESS_NOT_BPMN', {
          root: token.name.slice(0, 100),
          line: token.line,
        });
      }
    } else if (!prefixes.has(prefix) || !isReadWithin(type, parent?.type ?? '')) {
      if (prefixes.has(prefix)) noteLeftOut(token, type, leftOut);
      if (!token.isEmpty) outside = 1;
      continue;
    }
    elements += 1;
    if (elements > xmlLimits.processElements) {
      throw bpmnError('ERR_PROCESS_TOO_LARGE', {
        of: 'process_elements',
        limit: xmlLimits.processElements,
      });
    }
    if (token.line > line) pieces.push('\n'.repeat(token.line - line));
    line = Math.max(line, token.line);
    pieces.push(...openTag(token, type, prefix, ids));
    textLeft = maxText;
    if (!token.isEmpty) kept.push({ type, prefixes });
  }
  const text = pieces
    .map((piece) => (typeof piece === 'string' ? piece : ids.tokenOf(piece.reference)))
    .join('');
  return { text, ids, leftOut };
}

/** The prefixes of BPMN's namespace in an element: some tools declare several, some give one to another for a part. */
function prefixesWithin(token: OpenToken, outer: ReadonlySet<string>): ReadonlySet<string> {
  const declared = token.attributes.filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return outer;
  const prefixes = new Set(outer);
  for (const [name, namespace] of declared) {
    const prefix = name === 'xmlns' ? '' : splitName(name)[1];
    if (bpmnNamespaces.has(namespace)) prefixes.add(prefix);
    else prefixes.delete(prefix);
  }
  return prefixes;
}

function noteLeftOut(token: OpenToken, type: string, leftOut: LeftOut[]): void {
  if (silentElements.has(type) || leftOut.length >= 1_000) return;
  const value = (key: string) => token.attributes.find(([name]) => name === key)?.[1];
  const id = value('id');
  leftOut.push({
    kind: unsupportedElements.has(type) ? 'unsupported' : 'unknown',
    type: type.slice(0, 100),
    id: id === undefined ? null : plainText(id).slice(0, 500),
    name: plainText(value('name') ?? '').slice(0, 500),
    line: token.line,
  });
}

function openTag(token: OpenToken, type: string, prefix: string, ids: ElementIds): Piece[] {
  const pieces: Piece[] = [`<${token.name}`];
  let ownId: string | undefined;
  for (const [key, raw] of token.attributes) {
    const [keyPrefix, keyName] = splitName(key);
    if (key === 'xmlns' || keyPrefix === 'xmlns') {
      const namespace = bpmnNamespaces.has(raw) ? bpmnNamespace : escapedText(plainText(raw));
      pieces.push(` ${key}="${namespace}"`);
    } else if (keyPrefix !== '' && keyPrefix !== prefix) {
      // An attribute of a vendor.
    } else if (keyName === 'id') {
      ownId = plainText(raw).trim();
    } else if (referenceAttributes.has(keyName)) {
      pieces.push(` ${keyName}="`, { reference: plainText(raw).trim() }, '"');
    } else if (booleanAttributes.has(keyName)) {
      const isTrue = booleans.get(raw.trim().toLowerCase());
      if (isTrue !== undefined) pieces.push(` ${keyName}="${isTrue}"`);
    } else if (readAttributes.has(keyName)) {
      pieces.push(` ${keyName}="${escapedText(plainText(raw).slice(0, maxText))}"`);
    }
  }
  if (!referenceElements.has(type)) {
    pieces.push(` id="${ids.add(type, ownId, token.line)}"`);
  }
  pieces.push(token.isEmpty ? '/>' : '>');
  return pieces;
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}
