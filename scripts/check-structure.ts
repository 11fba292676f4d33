import { join } from 'node:path';
import { allowedEdges } from './structure/allowed-edges.ts';
import { checkStructure } from './structure/check.ts';
import { formatViolation } from './structure/violation.ts';

const { fileCount, violations } = checkStructure(join(import.meta.dirname, '..'), allowedEdges);
for (const violation of violations) console.error(formatViolation(violation));
console.log(`${fileCount} files, violations of the structure's rules: ${violations.length}`);
process.exitCode = violations.length > 0 ? 1 : 0;
