import { ImportRefusal } from '@atelier/domain/runs/interchange/imported-case.ts';
import { SaxesParser } from 'saxes';

/** An element with what is in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
}

const maxDepth = 100;
const pieceLength = 64 * 1024;

/**
 * Reads XML and hands over each element of a name, with those around it, once it is complete; it is kept no longer.
 * Entities other than those of XML itself are refused, and so is a document type, which could make them. Throws an
 * {@link ImportRefusal} with the line.
 */
export function readElements(
  text: string,
  wanted: string,
  onElement: (element: XmlElement, around: readonly XmlElement[]) => void,
): XmlElement {
  const parser = new SaxesParser();
  const around: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    const isCut = /unclosed tag|unexpected end|document must contain/i.test(error.message);
    const said = error.message.replace(/^\d+:\d+: /, '').slice(0, 100);
    throw new ImportRefusal(isCut ? 'ends_early' : 'malformed', parser.line, said);
  });
  parser.on('doctype', () => {
    throw new ImportRefusal('doctype', parser.line);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (around.length >= maxDepth) throw new ImportRefusal('too_deep', parser.line, name);
    const element = { name, attributes, children: [], text: '', line: parser.line };
    root ??= element;
    around.push(element);
  });
  const addText = (more: string) => {
    const element = around.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = around.pop();
    if (element === undefined) return;
    if (element.name === wanted) onElement(element, around);
    else around.at(-1)?.children.push(element);
  });
  for (let place = 0; place < text.length; place += pieceLength) {
    parser.write(text.slice(place, place + pieceLength));
  }
  parser.close();
  if (root === undefined) throw new ImportRefusal('ends_early', parser.line);
  return root;
}

/** The child of this name, or undefined. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** What stands in the child of this name. */
export function childText(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}
