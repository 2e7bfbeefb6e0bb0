/**
 * Performs all steps: those that follow one another and are `light` two at a time, any other with nothing beside it and
 * behind all that stands before it.
 */
export async function inLanes(steps, perform) {
  const waiting = [...steps];
  while (waiting.length > 0) {
    const heavy = waiting.findIndex(({ light }) => !light);
    const batch = waiting.splice(0, heavy < 0 ? waiting.length : Math.max(heavy, 1));
    const lane = async () => {
      for (let step = batch.shift(); step !== undefined; step = batch.shift()) await perform(step);
    };
    await Promise.all([lane(), lane()]);
  }
}
