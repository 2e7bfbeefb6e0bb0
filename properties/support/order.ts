/** What of L12 a protocol's story breaks, or null. A story that is not over may lack its end. */
export function brokenOrder(told: readonly string[]): string | null {
  const [first, ...rest] = told;
  if (first === undefined) return null;
  if (first !== 'made') return `${first} before connectionMade`;
  const many = (what: string) => rest.filter((one) => one === what).length;
  if (many('made') > 0) return 'connectionMade twice';
  if (many('eof') > 1) return 'eofReceived twice';
  if (many('lost') > 1) return 'connectionLost twice';
  if (rest.lastIndexOf('data') > rest.indexOf('eof') && rest.includes('eof')) return 'data behind the end';
  if (rest.includes('lost') && rest.at(-1) !== 'lost') return `${rest.at(-1)} behind connectionLost`;
  const room = rest.filter((one) => one === 'pause' || one === 'resume');
  const wrong = room.some((one, index) => one !== (index % 2 === 0 ? 'pause' : 'resume'));
  return wrong ? `pauseWriting and resumeWriting do not alternate: ${room.join(', ')}` : null;
}
