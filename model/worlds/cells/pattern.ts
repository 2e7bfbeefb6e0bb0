/** Whether a text is like a pattern, in which `*` stands for any one value of a state's name. */
export function fits(pattern: string, text: string): boolean {
  const values = text.split(/[ .]/);
  const wanted = pattern.split(/[ .]/);
  return values.length === wanted.length && wanted.every((value, i) => value === '*' || value === values[i]);
}
