// `npm test`: everything. `npm test -- unit browser` runs only those steps and what they need.
import { allSteps } from './lib/full-steps.mjs';
import { runTests } from './lib/run-tests.mjs';

await runTests(allSteps(console.log), console.log);
