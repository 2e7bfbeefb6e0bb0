/** What is behind a loop's front. */
interface Behind {
  /** Nobody can reach the front any more. */
  drop(): void;
}

const registry = new FinalizationRegistry<Behind>((behind) => behind.drop());

/** Has what is behind a front hear that nobody can reach that any more; as a FileHandle of Node's does. */
export function whenDropped(front: object, behind: Behind): void {
  registry.register(front, behind);
}
