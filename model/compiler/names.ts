/** The words of a name: `ADD_READER`, `queueReader`, `armed.off.R`, `epoll_add`. */
function words(name: string): string[] {
  return name
    .split(/[^A-Za-z0-9]+/)
    .flatMap((part) => (/^[A-Z0-9]+$/.test(part) ? [part] : part.split(/(?<=[a-z0-9])(?=[A-Z])/)))
    .filter((word) => word !== '');
}

/** `ADD_READER` and `addReader` as `AddReader`; `armed.off.RW` as `ArmedOffRW`, for a short value in capitals is a symbol. */
export function pascalCase(name: string): string {
  return name
    .split('.')
    .flatMap((part) => (/^[A-Z]{1,2}$/.test(part) ? [part] : words(part).map(capitalised)))
    .join('');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** `holdReader` as `hold_reader`. */
export function snakeCase(name: string): string {
  return words(name).join('_').toLowerCase();
}

/** `holdReader` as `HOLD_READER`. */
export function constantCase(name: string): string {
  return snakeCase(name).toUpperCase();
}
