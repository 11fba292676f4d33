// `npm run check`: the quick half of `npm test`, without a database, a build or a browser.
import { lint, structure, types, vitestStep } from './lib/quick-steps.mjs';
import { runTests } from './lib/run-tests.mjs';

await runTests([lint, types, structure, vitestStep('unit', 180)], console.log);
