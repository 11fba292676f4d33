// Sends a large body again and again, from a process of its own: one that shares the server's event
// loop stops writing whenever the server reads. Prints what came of it, by how often.
const [url = '', beginning = '', megabytes = '1', times = '1'] = process.argv.slice(2);
const body = beginning + ' '.repeat(Number(megabytes) * 1_000_000);
const headers = { 'content-type': 'application/json' };
/** @type {Record<string, number>} */
const outcomes = {};
for (let time = 0; time < Number(times); time += 1) {
  const outcome = await fetch(url, { method: 'POST', headers, body }).then(
    async (response) => {
      const body = await response.json();
      return `${response.status} ${body.error?.data.code ?? body.code}`;
    },
    (error) => `${error.message}: ${error.cause?.code}`,
  );
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
console.log(JSON.stringify(outcomes));
