import type { FileShape } from '../../kernel/open-file.js';
import {
  boundedMemory,
  connectionBytes,
  faultsLocal,
  identity,
  oneOutcome,
  protocolOrder,
  quiet,
  readingAsAsked,
  releases,
} from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';
import { type Slot, UNSENT } from '../engine/slot.js';
import { unsent, writeByte } from '../engine/transports.js';

const connection: FileShape = { kind: 'stream', inFlight: 2, fills: true, ends: true, resets: true, halves: true };

/**
 * One connection that the loop reads and writes by itself, with a user who does everything at any moment, and a peer who
 * writes, reads slowly, ends, closes and resets. The user keeps to what JavaScript sees to: he writes nothing behind an end.
 */
export class Transport extends UserWorld {
  /** He writes no more. */
  private readonly finished: number;
  /** The fair class of the time limit. */
  private lingering = -1;

  constructor(name: string, variant: Variant) {
    super(
      {
        name,
        kernel: { numbers: 1, files: [connection, connection], refuses: true },
        slots: [{ reading: 'receive', sending: 'send', transport: true }],
        laws: [
          identity,
          oneOutcome,
          connectionBytes,
          protocolOrder,
          readingAsAsked,
          faultsLocal,
          releases,
          quiet,
          boundedMemory,
        ],
      },
      variant,
    );
    this.finished = this.space.field('finished', 2);
    const slot = this.slot(0);
    this.acting(slot);
    this.writing(slot);
    this.ending(slot);
    this.goingOn(slot);
    this.move(['user', 'kernel'], 'close(2) and open of another file under the number, unknown to the loop', (v) => {
      if (this.kernel.fileOf(v, 0) !== 0) return false;
      // Nothing is owed any more but that the loss is told, if it comes to light.
      this.tell(v, 'cut', 0, 0);
      this.closeNumber(v, 0);
      this.kernel.name(v, 0, 1);
      return true;
    });
    this.peerOf(0, 'the peer');
    this.attaching(0);
    this.watchLimit();
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.nameSockets(v);
  }

  /** The descriptor goes with its slot, unless it is another file's by now. */
  protected override freed(v: Uint8Array, slot: Slot, detail: number): void {
    const isOurs = this.namesItsFile(v, slot);
    const closes = !v[slot.disowned] && (isOurs || this.variant.contract.released === 'theNumber');
    if (closes) this.tell(v, 'left', slot.index * 2, this.stream(0).wouldReset(v) ? 1 : 0);
    super.freed(v, slot, detail);
    if (closes) {
      this.tell(v, 'touched', slot.index * 2, isOurs ? 0 : 1);
      this.closeNumber(v, v[slot.number] as number);
    } else this.tell(v, 'closed', slot.index * 2, isOurs ? 1 : 0);
  }

  protected override notCountedOn(): readonly number[] {
    return [this.lingering];
  }

  private event(slot: Slot, text: string, event: string, before: (v: Uint8Array) => boolean): void {
    this.move('user', text, (v) => {
      if (!this.engine.isLive(v, slot) || !before(v)) return false;
      this.engine.run(v, slot, this.engine.machine('transport'), event);
      return true;
    });
  }

  private acting(slot: Slot): void {
    const side = slot.index * 2;
    this.event(slot, 'resumeReading()', 'RESUME', (v) => {
      this.engine.note(v, 'resumed', side);
      return true;
    });
    this.event(slot, 'pauseReading()', 'PAUSE', (v) => {
      this.engine.note(v, 'paused', side);
      return true;
    });
  }

  private writing(slot: Slot): void {
    const side = slot.index * 2 + 1;
    this.event(slot, 'write(1)', 'WRITE', (v) => {
      if (v[this.finished] || unsent(v, slot) === UNSENT) return false;
      this.engine.note(v, 'written', side);
      writeByte(v, slot);
      return true;
    });
    this.event(slot, 'writeEof()', 'WRITE_EOF', (v) => {
      if (v[this.finished]) return false;
      this.engine.note(v, 'finished', side);
      v[this.finished] = 1;
      return true;
    });
  }

  private ending(slot: Slot): void {
    const side = slot.index * 2;
    this.event(slot, 'close()', 'CLOSE', (v) => {
      this.engine.note(v, 'closing', side);
      v[this.finished] = 1;
      return true;
    });
    this.event(slot, 'abort()', 'ABORT', (v) => {
      this.engine.note(v, 'cut', side);
      return true;
    });
    this.move('user', 'the loop is closed', (v) => {
      if (!this.engine.isLive(v, slot)) return false;
      this.engine.note(v, 'cut', side);
      this.engine.close(v, slot);
      return true;
    });
  }

  /** What the loop's own turns and time bring. */
  private goingOn(slot: Slot): void {
    const side = slot.index * 2;
    const machine = this.engine.machine('transport');
    this.loopMove(
      'JavaScript has taken what was told',
      (v) => {
        if (!v[slot.untaken]) return false;
        v[slot.untaken] = 0;
        this.engine.note(v, 'heard', side);
        this.engine.run(v, slot, machine, 'TAKEN');
        return true;
      },
      { always: true, arrow: ['user', 'loop'] },
    );
    this.lingering = this.loopMove(
      'it has lingered for as long as it may',
      (v) => {
        if (!v[slot.lingers]) return false;
        v[slot.lingers] = 0;
        this.engine.note(v, 'lingered', side);
        this.engine.run(v, slot, machine, 'LINGERED');
        return true;
      },
      { always: true },
    );
  }
}
