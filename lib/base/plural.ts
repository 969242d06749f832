const figures = new Intl.NumberFormat('en')

/** `1 unit`, `44 units`, `1,200 units`; `many` where the plural is not the singular with an s. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${figures.format(n)} ${n === 1 ? one : many}`
}
