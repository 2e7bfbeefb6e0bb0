/** Where nobody watches, a line so often tells that a step goes on. */
const RARELY = 30_000;

/**
 * Shows one step of the set-up on stderr: on a terminal a line that counts the seconds, elsewhere a line at each end and
 * one now and then. `takes` is how many seconds it takes at most, where that is worth a word.
 */
export function showStep(title, because, takes = 0) {
  const { stderr } = process;
  const why = takes > 5 ? `${because}, about ${takes} s` : because;
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const draw = (text) => stderr.write(stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  draw(`set-up: ${title} (${why}) ...`);
  const timer = setInterval(() => draw(`set-up: ${title} (${why}) ... ${seconds()}`), stderr.isTTY ? 500 : RARELY);
  return (ok) => {
    clearInterval(timer);
    draw(`set-up: ${title} ${ok ? 'done' : 'failed'} in ${seconds()}${stderr.isTTY ? '\n' : ''}`);
  };
}

/** Says on stderr, before long work begins, how long it takes on two cores. */
export function foretell(work, takes) {
  process.stderr.write(`${work}: ${takes} on two cores\n`);
}
