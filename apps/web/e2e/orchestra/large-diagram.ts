const columns = 25;
const [width, height] = [420, 260];

/** A process of so many decisions one after another, each with two tasks: four nodes each. With its diagram. */
export function largeDiagram(decisions: number): string {
  const nodes: string[] = [];
  const flows: string[] = [];
  const shapes: string[] = [];
  const edges: string[] = [];
  const node = (kind: string, id: string, x: number, y: number, [w, h]: readonly number[]) => {
    nodes.push(`<bpmn:${kind} id="${id}" name="${id}" />`);
    shapes.push(
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}">
         <dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}" /></bpmndi:BPMNShape>`,
    );
  };
  const flow = (from: string, to: string, ...points: readonly (readonly [number, number])[]) => {
    const id = `${from}_${to}`;
    flows.push(`<bpmn:sequenceFlow id="${id}" name="" sourceRef="${from}" targetRef="${to}" />`);
    const way = points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`).join('');
    edges.push(`<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${way}</bpmndi:BPMNEdge>`);
  };
  const [round, diamond, box] = [
    [36, 36],
    [50, 50],
    [100, 80],
  ] as const;
  node('startEvent', 'start', -80, 107, round);
  for (let at = 0; at < decisions; at += 1) {
    const [x, y] = [(at % columns) * width, Math.floor(at / columns) * height];
    node('exclusiveGateway', `split${at}`, x, y + 100, diamond);
    node('task', `yes${at}`, x + 110, y, box);
    node('task', `no${at}`, x + 110, y + 170, box);
    node('exclusiveGateway', `join${at}`, x + 270, y + 100, diamond);
    flow(`split${at}`, `yes${at}`, [x + 25, y + 100], [x + 25, y + 40], [x + 110, y + 40]);
    flow(`split${at}`, `no${at}`, [x + 25, y + 150], [x + 25, y + 210], [x + 110, y + 210]);
    flow(`yes${at}`, `join${at}`, [x + 210, y + 40], [x + 295, y + 40], [x + 295, y + 100]);
    flow(`no${at}`, `join${at}`, [x + 210, y + 210], [x + 295, y + 210], [x + 295, y + 150]);
    const before = at === 0 ? 'start' : `join${at - 1}`;
    flow(before, `split${at}`, [x - 60, y + 125], [x, y + 125]);
  }
  const y = Math.floor(decisions / columns) * height;
  node('endEvent', 'end', 0, y + 107, round);
  flow(`join${decisions - 1}`, 'end', [18, y], [18, y + 107]);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="large" targetNamespace="http://atelier.test">
  <bpmn:process id="process" isExecutable="false">${nodes.join('')}${flows.join('')}</bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="process">
    ${shapes.join('')}${edges.join('')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

/** Two processes of one file, each with a picture of its own. */
export const twoDiagrams = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="two" targetNamespace="http://atelier.test">
  ${['Order', 'Return']
    .map(
      (name) => `<bpmn:process id="${name}" name="${name}" isExecutable="false">
        <bpmn:startEvent id="${name}Start" /><bpmn:task id="${name}Task" name="${name} it" /><bpmn:endEvent id="${name}End" />
        <bpmn:sequenceFlow id="${name}1" sourceRef="${name}Start" targetRef="${name}Task" />
        <bpmn:sequenceFlow id="${name}2" sourceRef="${name}Task" targetRef="${name}End" /></bpmn:process>`,
    )
    .join('')}
  ${['Order', 'Return']
    .map(
      (
        name,
      ) => `<bpmndi:BPMNDiagram id="${name}Diagram"><bpmndi:BPMNPlane id="${name}Plane" bpmnElement="${name}">
        <bpmndi:BPMNShape id="${name}S" bpmnElement="${name}Start"><dc:Bounds x="0" y="22" width="36" height="36" /></bpmndi:BPMNShape>
        <bpmndi:BPMNShape id="${name}T" bpmnElement="${name}Task"><dc:Bounds x="90" y="0" width="100" height="80" /></bpmndi:BPMNShape>
        <bpmndi:BPMNShape id="${name}E" bpmnElement="${name}End"><dc:Bounds x="250" y="22" width="36" height="36" /></bpmndi:BPMNShape>
        <bpmndi:BPMNEdge id="${name}A" bpmnElement="${name}1"><di:waypoint x="36" y="40" /><di:waypoint x="90" y="40" /></bpmndi:BPMNEdge>
        <bpmndi:BPMNEdge id="${name}B" bpmnElement="${name}2"><di:waypoint x="190" y="40" /><di:waypoint x="250" y="40" /></bpmndi:BPMNEdge>
      </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`,
    )
    .join('')}
</bpmn:definitions>`;
