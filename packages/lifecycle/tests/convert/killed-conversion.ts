import { connect } from '@atelier/db/kernel/connection.ts';
import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';
import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { convertOnline } from '@atelier/lifecycle/convert/online/convert-online.ts';

// A conversion to UUIDs, killed without a chance to tidy up at a crash point: <url> <mode> <point> <nth>
const [connectionString = '', mode, point, nth = '1'] = process.argv.slice(2);
let passed = 0;
armCrashPoints((name) => {
  if (name !== point) return;
  passed += 1;
  if (passed === Number(nth)) process.kill(process.pid, 'SIGKILL');
});
const db = connect({ connectionString, poolSize: 2 });
const convert = mode === 'online' ? convertOnline : convertInPlace;
await convert(db, { profile: 'time-legacy', target: 'uuid' });
await db.destroy();
