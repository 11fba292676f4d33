import { DOMParser, type Document, type Node, onErrorStopParsing } from '@xmldom/xmldom';
import xpath from 'xpath';

const maxWork = 30_000_000;
const maxFound = 10_000;
const maxXml = 5 * 1024 * 1024;
const maxDepth = 200;

export type XmlValue = string | number | boolean;
export type XmlFound =
  | { readonly ok: true; readonly values: readonly XmlValue[] }
  | { readonly ok: false; readonly code: 'not_xml' | 'path' | 'too_much' };

type Namespaces = Readonly<Record<string, string>>;

/** Whether an XPath 1.0 expression can be read, and all its prefixes are known. */
export function isXPath(written: string, namespaces: Namespaces = {}): boolean {
  const document = readXml('<empty/>');
  return document !== null && evaluate(written, document, namespaces) !== null;
}

/**
 * What an XPath 1.0 expression finds: the texts of nodes, or the one value that it computes. A document type, and with
 * it entities, is refused, and nothing is fetched.
 */
export function findByXPath(xml: string, written: string, namespaces: Namespaces = {}): XmlFound {
  if (xml.length > maxXml) return { ok: false, code: 'too_much' };
  const document = readXml(xml);
  if (document === null) return { ok: false, code: 'not_xml' };
  const { nodes, depth } = treeSize(document);
  if (depth > maxDepth || workOf(written, nodes, depth) > maxWork)
    return { ok: false, code: 'too_much' };
  const values = evaluate(written, document, namespaces);
  if (values === null) return { ok: false, code: 'path' };
  return values.length > maxFound ? { ok: false, code: 'too_much' } : { ok: true, values };
}

/** Null for what is not well-formed. */
function readXml(xml: string): Document | null {
  if (/<!DOCTYPE/i.test(xml)) return null;
  try {
    const parser = new DOMParser({ locator: false, onError: onErrorStopParsing });
    return parser.parseFromString(xml, 'text/xml');
  } catch {
    return null;
  }
}

function evaluate(written: string, document: Document, namespaces: Namespaces): XmlValue[] | null {
  try {
    // The library's types want a browser's nodes; what it uses of them is what these have.
    const root = document as unknown as Parameters<typeof xpath.select>[1];
    const found: unknown = xpath.useNamespaces({ ...namespaces })(written, root);
    if (!Array.isArray(found)) return [found as XmlValue];
    return found.map((node: Node) => node.textContent ?? node.nodeValue ?? '');
  } catch {
    return null;
  }
}

function treeSize(document: Document): { nodes: number; depth: number } {
  let nodes = 0;
  let deepest = 0;
  const open: { node: Node | null; depth: number }[] = [{ node: document, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let node = next.node; node !== null; node = next.depth === 0 ? null : node.nextSibling) {
      nodes++;
      deepest = Math.max(deepest, next.depth);
      if (node.firstChild !== null) open.push({ node: node.firstChild, depth: next.depth + 1 });
    }
  }
  return { nodes, depth: deepest };
}

const axis = /\/\/|\b(?:descendant|ancestor|following|preceding)[a-z-]*::/g;
const comparison = /!?=|[<>]=?/g;
const cheapComparison = /(?:!?=|[<>]=?)\s*(?:""|-?[\d.]+|@)|(?:""|[\d.]+)\s*(?:!?=|[<>]=?)/g;

/**
 * The most that an expression may look at. One that goes down again and again meets each node once for each of its
 * ancestors; one that looks around within a condition, or compares sets of nodes, may look at everything for each.
 */
function workOf(written: string, nodes: number, depth: number): number {
  let bare = written.replaceAll(/"[^"]*"|'[^']*'/g, '""');
  const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0;
  const wide = Math.max(0, count(comparison) - count(cheapComparison));
  const axes = count(axis);
  const condition = /\[(?:(?!\/\/|::)[^[\]])*\]/g;
  for (let rest = ''; rest !== bare; ) {
    rest = bare;
    bare = bare.replaceAll(condition, '');
  }
  const isChain = !/[[|=<>]/.test(bare);
  const further = Math.max(0, axes - 1);
  return nodes * (isChain ? Math.max(1, depth) : nodes) ** further * nodes ** wide;
}
