/** BPMN of one process: elements as `type id` or `type id attributes`, flows as `from>to`, with a condition `from>to:text`. */
export function bpmnText(elements: string, flows: string, prefix = ''): string {
  const p = prefix === '' ? '' : `${prefix}:`;
  const nodes = lines(elements).map((line) => {
    const [type = '', id = '', ...rest] = line.split(' ');
    const definition = rest.find((word) => word.startsWith('+'))?.slice(1);
    const attributes = rest.filter((word) => !word.startsWith('+')).join(' ');
    const inside = definition === undefined ? '' : `<${p}${definition}EventDefinition/>`;
    return `<${p}${type} id="${id}" name="${id}" ${attributes}>${inside}</${p}${type}>`;
  });
  return bpmnFile(`${nodes.join('\n')}\n${flowText(flows, prefix)}`, prefix);
}

export function flowText(flows: string, prefix = ''): string {
  const p = prefix === '' ? '' : `${prefix}:`;
  return flows
    .trim()
    .split(/\s+/)
    .map((flow) => {
      const [ends = '', condition] = flow.split(':');
      const [from = '', to = ''] = ends.split('>');
      const inside =
        condition === undefined
          ? ''
          : `<${p}conditionExpression>${condition}</${p}conditionExpression>`;
      const start = `<${p}sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"`;
      return `${start}>${inside}</${p}sequenceFlow>`;
    })
    .join('\n');
}

/** A file with one process `p` that has this in it. */
export function bpmnFile(inside: string, prefix = ''): string {
  const p = prefix === '' ? '' : `${prefix}:`;
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<${p}definitions ${declaration}="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
<${p}process id="p" name="Process">
${inside}
</${p}process>
</${p}definitions>`;
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
