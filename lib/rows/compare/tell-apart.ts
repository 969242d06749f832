import type { Column } from '#lib/rows/column.ts'

export type ValuePlace = { readonly column: Column; readonly code: number }

/**
 * The texts of two values that are not equal, undefined for one that is none. Where both look the same they are written
 * as JSON, which shows their types; where only what is not sent differs, the second says so.
 */
export function tellApart(a: ValuePlace, b: ValuePlace): readonly [string | undefined, string | undefined] {
  const texts = [a.column.shownText(a.code), b.column.shownText(b.code)] as const
  if (texts[0] !== texts[1]) return texts
  const [own, other] = [a.column.jsonText(a.code), b.column.jsonText(b.code)]
  return [own, own === other && other !== undefined ? `${other} (in what is not shown)` : other]
}
