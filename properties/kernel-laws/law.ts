/** A law that did not hold, in one sentence of what was observed. */
export class LawBroken extends Error {
  override readonly name = 'LawBroken';
  readonly law: string;

  constructor(law: string, observed: string) {
    super(`${law}: ${observed}`);
    this.law = law;
  }
}
