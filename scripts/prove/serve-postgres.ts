import { packagedBinaries } from '@atelier/lifecycle/embedded/binaries.ts';
import { startNewCluster } from '@atelier/testkit/external-postgres.ts';

// A throw-away server with the programs of the package in the given folder, until its input ends: until
// whoever started it closes it, or is gone. It prints its address.
const [packageFolder = ''] = process.argv.slice(2);
const superuser = { user: 'postgres', password: 'postgres' };
const server = await startNewCluster(await packagedBinaries(packageFolder), superuser);
console.log(server.adminUrl);
process.stdin.resume().once('end', () => void server.stop());
