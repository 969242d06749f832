import type { ChangeClass } from '#lib/change/classes/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'

/** The preview as one list of lines of equal height, so that ten thousand units scroll like ten. */
export type PreviewLine =
  | {
      readonly kind: 'class'
      readonly key: string
      readonly changeClass: ChangeClass
      readonly isOpen: boolean
    }
  | {
      readonly kind: 'unit'
      readonly key: string
      readonly row: PreviewRow
      readonly changeClass: ChangeClass
    }

export function previewLines(classes: readonly ChangeClass[], open: ReadonlySet<string>): PreviewLine[] {
  return classes.flatMap((changeClass): PreviewLine[] => {
    const isOpen = open.has(changeClass.key)
    const head: PreviewLine = { kind: 'class', key: changeClass.key, changeClass, isOpen }
    if (!isOpen) return [head]
    return [
      head,
      ...overridesFirst(changeClass.rows).map(
        (row): PreviewLine => ({ kind: 'unit', key: row.UnitID, row, changeClass }),
      ),
    ]
  })
}

/** Units whose overrides would be overwritten come first: they matter most to the reader. */
function overridesFirst(rows: readonly PreviewRow[]): PreviewRow[] {
  return [...rows].sort((a, b) => Number(needsLook(b)) - Number(needsLook(a)))
}

function needsLook(row: PreviewRow): boolean {
  return row.status === 'change' && (row.override === true || row.merged)
}

export function unitName({ SpaceSlug, Slug }: { SpaceSlug: string; Slug: string }): string {
  return SpaceSlug === '' ? Slug : `${SpaceSlug}/${Slug}`
}
