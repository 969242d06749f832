/** `1 unit`, `44 units`, `1,200 units`. */
export function countUnits(count: number): string {
  return countOf(count, 'unit')
}

export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`
}
