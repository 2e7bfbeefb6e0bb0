/** Shows one step of the set-up on stderr: on a terminal a line that counts the seconds, elsewhere a line at each end. */
export function showStep(title, why) {
  const { stderr } = process;
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const draw = (text) => stderr.write(stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  draw(`set-up: ${title} (${why}) ...`);
  const timer = stderr.isTTY && setInterval(() => draw(`set-up: ${title} (${why}) ... ${seconds()}`), 500);
  return (ok) => {
    clearInterval(timer || undefined);
    draw(`set-up: ${title} ${ok ? 'done' : 'failed'} in ${seconds()}${stderr.isTTY ? '\n' : ''}`);
  };
}
