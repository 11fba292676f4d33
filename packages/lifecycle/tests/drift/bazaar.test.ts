import { proof } from '@atelier/testkit/proof.ts';
import { bazaarRows, bazaarSchema } from './bazaar.ts';
import { plantedInBazaar } from './planted-in-bazaar.ts';
import { testPlanted } from './test-planted.ts';

proof('drifts-of-rare-kinds', { short: 6, long: 33 }, (run) => {
  testPlanted(
    { area: 'bazaar', schemaSql: bazaarSchema, rowsSql: bazaarRows },
    plantedInBazaar,
    run,
  );
});
