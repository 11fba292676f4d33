import { everythingBpmn } from '@atelier/testkit/bpmn-everything.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { importProcess } from './import-process.ts';
import { generateScenarios } from './suite/generate-scenarios.ts';
import { toSuiteDefinition } from './suite/suite-definition.ts';

/** The text with some of its pieces cut out, doubled, swapped with others or replaced. */
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(everythingBpmn.length),
      length: fc.nat(200),
      to: fc.oneof(
        fc.constantFrom('', '<', '>', '"', '&', ']]>', '<!--', '<?', '</', '/>', '\u0000', '&x;'),
        fc.constantFrom(
          '<bpmn2:task/>',
          '<bpmn2:process>',
          ' id="check"',
          'order',
          'check',
          '\ud800',
        ),
        fc.nat(everythingBpmn.length).map((from) => everythingBpmn.slice(from, from + 120)),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((changes) =>
    changes.reduce(
      (text, { at, length, to }) => text.slice(0, at) + to + text.slice(at + length),
      everythingBpmn,
    ),
  );

/** Everything that is done with a file: what it throws has a code. */
async function codeOf(source: string | Uint8Array): Promise<string> {
  try {
    const model = await importProcess(source);
    toSuiteDefinition(generateScenarios(model), model);
    return 'read';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code;
  }
}

test('a file that was damaged anywhere is read or refused with a code', async () => {
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mutated, async (xml) => {
      codes.add(await codeOf(xml));
    }),
    // Whether one is left that can be read is no matter of chance.
    { numRuns: 100, examples: [[everythingBpmn], [everythingBpmn.slice(0, -20)]] },
  );
  expect([...codes]).toEqual(expect.arrayContaining(['read', 'ERR_PROCESS_XML']));
});

test('bytes of any kind are read or refused with a code', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(await codeOf(bytes)).toMatch(/^ERR_PROCESS_/);
    }),
  );
});

test('whole elements may be missing anywhere', async () => {
  const elements = [
    ...everythingBpmn.matchAll(/<bpmn2:\w+[^>]*\/>|<bpmn2:(\w+)[^>]*>[^<]*<\/bpmn2:\1>/g),
  ];
  await fc.assert(
    fc.asyncProperty(fc.subarray(elements, { minLength: 1, maxLength: 12 }), async (gone) => {
      const xml = gone.reduce((text, [element]) => text.replace(element, ''), everythingBpmn);
      expect(await codeOf(xml)).toBe('read');
    }),
    { numRuns: 20 },
  );
});

test('scenarios follow from what a file says, and from nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (xml) => {
      const read = async () => {
        const model = await importProcess(xml).catch(() => undefined);
        return model && generateScenarios(model, { kind: 'decisions', together: 2 });
      };
      expect(await read()).toEqual(await read());
    }),
    { numRuns: 15 },
  );
});
