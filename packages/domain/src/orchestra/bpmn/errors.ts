import { type ErrorDefinition, errorFactory } from '../../kernel/errors.ts';

/** Codes of what is read from BPMN, and of the suites that are made of it. */
export const bpmnErrors = {
  ERR_PROCESS_TOO_LARGE: {
    kind: 'too_large',
    message: 'The file is larger than one may be; `of` says what there is too much of.',
  },
  ERR_PROCESS_TOO_DEEP: {
    kind: 'invalid',
    message: 'Elements are nested deeper than they may be.',
  },
  ERR_PROCESS_ENCODING: {
    kind: 'invalid',
    message: 'The file is not in the encoding that it is said to have, or in one that is not read.',
  },
  ERR_PROCESS_XML: { kind: 'invalid', message: 'The file is not well-formed XML.' },
  ERR_PROCESS_ENTITIES: {
    kind: 'invalid',
    message: 'The file declares a document type; entities are not read.',
  },
  ERR_PROCESS_NOT_BPMN: { kind: 'invalid', message: 'The file is XML, but not BPMN 2.0.' },
  ERR_PROCESS_EMPTY: { kind: 'invalid', message: 'The file has no process with anything in it.' },
  ERR_COVERAGE_TOO_LARGE: {
    kind: 'conflict',
    message: 'The criterion asks for more than can be made; `of` says what there is too much of.',
  },
  ERR_COVERAGE_FLOW_UNKNOWN: {
    kind: 'invalid',
    message: 'The criterion names a flow that the process does not have.',
  },
  ERR_COVERAGE_EXPRESSION: {
    kind: 'invalid',
    message: 'The expression of an exclusion cannot be read.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of what is read from BPMN. */
export const bpmnError = errorFactory(bpmnErrors);
