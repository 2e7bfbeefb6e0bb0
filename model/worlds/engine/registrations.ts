import { registrations } from '../../compiler/registration.js';
import { regionValue, type Table } from '../../compiler/table.js';
import { READ, URGENT, WRITE } from '../../kernel/bits.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Contract } from '../contract/variant.js';
import { WATCH } from './machines.js';
import type { Slot } from './slot.js';

/** What the kernel is asked to report of the slots' descriptors, as the states of `watch` want it. */
export class Registrations {
  /** By state of `watch`. */
  private readonly interests: readonly number[];

  constructor(
    private readonly kernel: Kernel,
    private readonly watch: Table,
    private readonly contract: Contract,
  ) {
    this.interests = registrations(watch, READ, WRITE, contract.shortReads === 'proveLittle' ? URGENT : 0);
  }

  /** What the slot wants to be told of. */
  wanted(v: Uint8Array, slot: Slot): number {
    return this.interests[v[slot.states[WATCH] as number] as number] as number;
  }

  /** Makes a registration where there was none. False if the kernel refuses it. */
  make(v: Uint8Array, slot: Slot): boolean {
    const number = v[slot.number] as number;
    const wanted = this.wanted(v, slot);
    let failed = this.kernel.add(v, number, wanted, slot.index + 1);
    // A ghost of the same file under the same number: take it over (P4).
    if (failed === 'EEXIST') failed = this.kernel.modify(v, number, wanted, slot.index + 1);
    if (failed) return false;
    // Nothing of an older file was registered: from here on the slot is of the file that the number names now.
    v[slot.file] = this.kernel.fileOf(v, number) + 1;
    return true;
  }

  /** Modifies a registration after a step from the state `before`. False if it is stale. */
  change(v: Uint8Array, slot: Slot, before: number): boolean {
    const interest = this.contract.interest === 'before' ? (this.interests[before] as number) : this.wanted(v, slot);
    return this.modify(v, slot, this.contract.interest === 'theOthers' ? this.ofOthers(v, slot, interest) : interest);
  }

  /** Whether what is registered is not of the file that the number names. */
  isStale(v: Uint8Array, slot: Slot): boolean {
    const interest = this.wanted(v, slot);
    return interest !== 0 && !this.modify(v, slot, interest);
  }

  remove(v: Uint8Array, slot: Slot): void {
    this.kernel.remove(v, v[slot.number] as number);
  }

  /** Modifies a registration, and with that finds out whether it is still of the file that the number names. */
  private modify(v: Uint8Array, slot: Slot, interest: number): boolean {
    const number = v[slot.number] as number;
    const failed = this.kernel.modify(v, number, interest, slot.index + 1);
    const { ghostWasTaken } = this.kernel;
    // The number names a file whose registration an earlier slot left behind: that one was modified, not ours (L6, P4).
    if (ghostWasTaken) this.kernel.remove(v, number);
    return !failed && !ghostWasTaken;
  }

  /** Without the direction whose callback runs, for one who forgets it until that has returned. */
  private ofOthers(v: Uint8Array, slot: Slot, interest: number): number {
    const state = v[slot.states[WATCH] as number] as number;
    const runs = (side: string) => regionValue(this.watch, side, state) === 'running';
    return interest & ~(runs('reader') ? READ : runs('writer') ? WRITE : 0) || interest;
  }
}
