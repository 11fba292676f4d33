import { bazaarRows, bazaarSchema } from './bazaar.ts';
import { plantedInBazaar } from './planted-in-bazaar.ts';
import { testPlanted } from './test-planted.ts';

testPlanted({ area: 'bazaar', schemaSql: bazaarSchema, rowsSql: bazaarRows }, plantedInBazaar);
