import { decodeXml } from '@atelier/domain/orchestra/bpmn/xml/decode-xml.ts';

/** A file that was chosen, as text, whatever encoding it is in. */
export interface ProcessFile {
  readonly name: string;
  readonly xml: string;
}

/** Rejects with `ERR_PROCESS_ENCODING`, `ERR_PROCESS_TOO_LARGE`, or with what the browser says of a file that is gone. */
export async function readProcessFile(file: File): Promise<ProcessFile> {
  return { name: file.name, xml: decodeXml(new Uint8Array(await file.arrayBuffer())) };
}
