import type { ModelKernel } from './model-kernel.js';
import type { Operation } from './operations.js';

/** What changes the state of a file, not just its data: Linux then wakes everybody, whatever he waits for. */
const STIRRING: readonly string[] = ['ends', 'closes', 'resets', 'reads', 'isAbsent', 'shutdown'];
const CONNECTING: readonly string[] = ['connect', 'refused', 'disconnect'];

/**
 * Which reports of the kernel the model need not have. Each of them tells what is true (levels are compared apart) and
 * costs a look in vain; but one that comes although nothing stirred its file since the last one is a report that the
 * model lacks.
 */
export class Spurious {
  readonly #stirs = new Map<number, number>();
  readonly #fileOf = new Map<number, number>();
  readonly #seen = new Map<number, number>();
  /** Files whose end the peer acknowledges when it likes, which wakes everybody once more. */
  readonly #halved = new Set<number>();

  /** Called when the model has done the operation. */
  note(operation: Operation, model: ModelKernel, token: number): void {
    if (operation.op === 'add' || operation.op === 'modify') {
      const file = model.fileOf(operation.number);
      this.#fileOf.set(token, file);
      this.#seen.set(token, this.#stirs.get(file) ?? 0);
    }
    if (operation.op === 'halve') this.#halved.add(model.fileOf(operation.number));
    if (operation.op === 'open') this.#halved.delete(operation.file);
    if (operation.op === 'peer' && STIRRING.includes(operation.act)) this.#stir(operation.file);
    if ('number' in operation && (STIRRING.includes(operation.op) || CONNECTING.includes(operation.op)))
      this.#stir(model.fileOf(operation.number));
  }

  isPossible(token: number): boolean {
    if (this.#halved.has(this.#fileOf.get(token) as number)) return true;
    return (this.#stirs.get(this.#fileOf.get(token) as number) ?? 0) > (this.#seen.get(token) ?? 0);
  }

  reported(token: number): void {
    this.#seen.set(token, this.#stirs.get(this.#fileOf.get(token) as number) ?? 0);
  }

  #stir(file: number): void {
    this.#stirs.set(file, (this.#stirs.get(file) ?? 0) + 1);
  }
}
