import { importProcess } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import { generateScenarios } from '@atelier/domain/orchestra/bpmn/suite/generate-scenarios.ts';
import { type Figure, interleaved, rounded, underLimit } from './figure.ts';

const rounds = 7;
/** Each four nodes: a choice of two tasks, or two that run at the same time; every tenth one is a loop. */
const blocks = 250;

/** Generating the suite of a process of a thousand nodes, against reading the same file. */
export async function* bpmnFigures(): AsyncGenerator<Figure> {
  const xml = largeProcess();
  const model = await importProcess(xml);
  for (const kind of ['flows', 'decisions'] as const) {
    let scenarios = 0;
    let bound = 0;
    const measured = await interleaved(
      rounds,
      async () => {
        const begin = performance.now();
        const suite = generateScenarios(model, { kind });
        scenarios = suite.scenarios.length;
        bound = suite.bound;
        return performance.now() - begin;
      },
      async () => {
        const begin = performance.now();
        await importProcess(xml);
        return performance.now() - begin;
      },
    );
    yield {
      ...underLimit(`bpmn-generate.1000-nodes.${kind}`, 'ms', measured, 1_000),
      nodes: model.nodes.length,
      kilobytes: rounded(xml.length / 1024, 0),
      scenarios,
      bound,
    };
  }
}

function largeProcess(): string {
  const parts: string[] = ['<startEvent id="s"/>'];
  let count = 0;
  const flow = (from: string, to: string) => {
    count += 1;
    parts.push(`<sequenceFlow id="f${count}" sourceRef="${from}" targetRef="${to}"/>`);
  };
  let last = 's';
  for (let block = 0; block < blocks; block += 1) {
    const gateway = block % 2 === 0 ? 'exclusiveGateway' : 'parallelGateway';
    const [split, one, other, join] = ['x', 'a', 'b', 'y'].map((letter) => `${letter}${block}`);
    parts.push(
      `<${gateway} id="${split}"/><userTask id="${one}" name="Task ${one}"/>`,
      `<serviceTask id="${other}" name="Task ${other}"/><${gateway} id="${join}"/>`,
    );
    flow(last, `${split}`);
    for (const task of [one, other]) {
      flow(`${split}`, `${task}`);
      flow(`${task}`, `${join}`);
    }
    if (block % 10 === 0) flow(`${join}`, `${split}`);
    last = `${join}`;
  }
  parts.push('<endEvent id="e"/>');
  flow(last, 'e');
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
${parts.join('\n')}
</process></definitions>`;
}
