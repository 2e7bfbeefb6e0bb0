import type { Law } from './law.js';

/** L16: no machine meets what it forbids, and whoever asked for a registration that fails is told. */
export const faultsLocal: Law = {
  id: 'L16',
  title: 'faults stay local',
  watch(_space, _scene, witness) {
    return {
      observe(_v, what, _slot, told) {
        if (what === 'added' || what === 'started') witness();
        return what === 'forbidden' || (what === 'refused' && told === 0);
      },
    };
  },
};
