const figures = new Intl.NumberFormat('en')

/** ` · 12 not read yet · 3 unknown`: what is not known is said beside what is. */
export function restText(parts: readonly (readonly [count: number | undefined, text: string])[]): string {
  return parts
    .flatMap(([count = 0, text]) => (count === 0 ? [] : ` · ${figures.format(count)} ${text}`))
    .join('')
}
