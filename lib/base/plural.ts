const figures = new Intl.NumberFormat('en')

/** `unit` for one, else `units`, or `many`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return n === 1 ? one : many
}

/** `1 unit`, `44 units`, `1,200 units`; `many` where the plural is not the singular with an s. */
export function count(n: number, one: string, many?: string): string {
  return `${figures.format(n)} ${plural(n, one, many)}`
}
