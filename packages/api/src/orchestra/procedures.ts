import { proceduresWith } from '../kernel/command.ts';
import type { OrchestraContext } from './context.ts';

export const { query, command, commandAround } = proceduresWith<OrchestraContext>();

/** How long the body of a call may be that brings a suite, or a process: what files of theirs may have, as JSON. */
export const suiteBodyBytes = 16 * 1024 * 1024;
