import type { Space } from '../checker/space.js';

/** Whether calls on an open file wait. It is a flag of the file, O_NONBLOCK, which all who share the file have in common. */
export class Blocking {
  private readonly blocks: number;

  constructor(space: Space, name: string, shared: boolean) {
    this.blocks = space.field(`${name}.blocks`, shared ? 2 : 1);
  }

  isOn(v: Uint8Array): boolean {
    return v[this.blocks] === 1;
  }

  /** Others take O_NONBLOCK away, as a program does whose standard input the file is; false if it was gone already. */
  turnOn(v: Uint8Array): boolean {
    if (this.isOn(v)) return false;
    v[this.blocks] = 1;
    return true;
  }

  /** The loop sets O_NONBLOCK, or the file is closed. */
  turnOff(v: Uint8Array): void {
    v[this.blocks] = 0;
  }
}
