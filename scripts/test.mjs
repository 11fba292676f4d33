// `npm test`: everything. `npm test -- unit browser` runs only those steps and what they need,
// `npm test -- miniatures` the tests with that in their path, in whichever steps they are.
import { allSteps } from './lib/full-steps.mjs';
import { runTests } from './lib/run-tests.mjs';

await runTests(allSteps(console.log), console.log);
