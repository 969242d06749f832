/** Images differ at their end, so the end is shown. Titles, copies and exports have the whole text. */
export function shortValue(text: string): string {
  const slash = text.lastIndexOf('/')
  return slash > 0 && text.includes(':', slash) && !text.includes(' ') ? `…${text.slice(slash)}` : text
}
