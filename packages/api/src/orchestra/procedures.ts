import { proceduresWith } from '../kernel/command.ts';
import type { OrchestraContext } from './context.ts';

export const { query, command, commandAround } = proceduresWith<OrchestraContext>();
