/** `unit` for one, else `units`. */
export function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`
}

/** `1 unit`, `44 units`, `1,200 units`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${plural(count, noun)}`
}

export function countUnits(count: number): string {
  return countOf(count, 'unit')
}
