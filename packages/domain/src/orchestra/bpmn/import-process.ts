/// <reference path="./bpmn-moddle.d.ts" />
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import { bpmnError } from './errors.ts';
import type { ProcessModel } from './model/process-model.ts';
import { readModel } from './model/read-model.ts';
import { decodeXml } from './xml/decode-xml.ts';
import { reduceXml } from './xml/reduce-xml.ts';

/** Knows the meta-model and nothing of files; making one takes longer than reading a small file. */
const moddle = new BpmnModdle();

/**
 * The text of a BPMN file as it is kept: decoded, without its byte order mark, with line ends of one kind.
 * @throws ERR_PROCESS_ENCODING, ERR_PROCESS_TOO_LARGE
 */
export function processText(source: string | Uint8Array): string {
  const text = typeof source === 'string' ? source : decodeXml(source);
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/**
 * Reads BPMN 2.0 XML of any tool, as text or as the bytes of a file. What is not read is named in the findings;
 * extensions of vendors are passed over, so keep the XML itself.
 * @throws one of `bpmnErrors`, with the line where it is about one; nothing else, whatever the bytes are
 */
export async function importProcess(source: string | Uint8Array): Promise<ProcessModel> {
  const reduced = reduceXml(processText(source));
  const model = readModel(await parsed(reduced.text), reduced);
  if (model.nodes.length === 0) throw bpmnError('ERR_PROCESS_EMPTY');
  return model;
}

async function parsed(xml: string): Promise<ModdleElement> {
  try {
    return (await moddle.fromXML(xml)).rootElement;
  } catch (error) {
    // What our own pass lets through and the library does not: an undeclared prefix, letters beyond ASCII in one.
    const message = error instanceof Error ? error.message : '';
    const place = (name: string) =>
      Number(new RegExp(`${name}: (\\d{1,9})`).exec(message)?.[1] ?? 0) + 1;
    const at = { line: place('line'), column: place('column') };
    throw bpmnError('ERR_PROCESS_XML', { ...at, fault: 'namespace' });
  }
}
