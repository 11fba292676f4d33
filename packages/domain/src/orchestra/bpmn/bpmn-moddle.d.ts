/** What is used of bpmn-moddle, which has no types of its own for its entry. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    /** Such as `bpmn:UserTask`. */
    readonly $type: string;
    /** What it stands in; the root stands in nothing. */
    readonly $parent?: ModdleElement;
    get(property: string): unknown;
  }
  export interface ParsedXml {
    readonly rootElement: ModdleElement;
    readonly warnings: readonly { readonly message: string }[];
  }
  export class BpmnModdle {
    /** Rejects with an error that names the line, counted from 0, in its message. */
    fromXML(xml: string): Promise<ParsedXml>;
  }
}
