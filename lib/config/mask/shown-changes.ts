import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { analyse, type Side } from '#lib/config/mask/analysis.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'
import { maskedResources } from '#lib/config/mask/masked-resources.ts'
import { mask, tagged } from '#lib/config/mask/spans.ts'

/** Two masked texts, and the differences between them. */
export type ShownComparison = {
  readonly before: readonly Resource[]
  readonly after: readonly Resource[]
  readonly changes: readonly PathChange[]
}

/**
 * Compares the displayed forms of two texts; undefined when one is unreadable. During the comparison each secret has
 * its own number after its mask, so that a changed secret counts as a change although its value is masked, and so is a
 * path or name that contains it.
 */
export function compareShown(
  before: Side,
  after: Side,
  options: MaskOptions = {},
): ShownComparison | undefined {
  const { analyses, secrets } = analyse([before, after])
  const [old, fresh] = analyses
  if (old?.kind !== 'read' || fresh?.kind !== 'read') return undefined
  const all = new Set([...secrets, ...(options.secrets ?? [])])
  const numbers = new Numbers()
  try {
    const [from, to] = [old, fresh].map((each) =>
      withItems(maskedResources(each, all, (secret) => numbers.tagOf(secret))),
    )
    if (from === undefined || to === undefined) return undefined
    const show = (text: string) => numbers.replaced(text, options)
    return {
      before: from.map((each) => shownResource(each, show)),
      after: to.map((each) => shownResource(each, show)),
      changes: diffResources(from, to, 'as-seen').map((change) => shownChange(change, show)),
    }
  } catch {
    // Two keys that are secrets may look the same when masked.
    return undefined
  }
}

/**
 * The differences between two texts, with masked values; none for an unreadable text. The documents of a side that was
 * already parsed are masked by it, so they are of no use afterwards; the values of its resources stay.
 */
export function shownDiff(before: Side, after: Side, options: MaskOptions = {}): PathChange[] {
  if (before === after) return []
  const compared = compareShown(before, after, options)
  if (compared === undefined) return [{ resourceType: '', resourceName: '', path: '', change: 'Update' }]
  return [...compared.changes]
}

/** Numbers of secrets, in a form that no fingerprint has. */
class Numbers {
  readonly #tags = new Map<string, string>()
  readonly #secrets: string[] = []

  tagOf(secret: string): string {
    const known = this.#tags.get(secret)
    if (known !== undefined) return known
    const tag = `Q${this.#secrets.push(secret).toString(36).padStart(7, '0')}`
    this.#tags.set(secret, tag)
    return tag
  }

  replaced(text: string, { fingerprint }: MaskOptions): string {
    if (!text.includes(mask)) return text
    return text.replace(/•{8}Q([0-9a-z]{7})/g, (whole, number: string) => {
      const secret = this.#secrets[Number.parseInt(number, 36) - 1]
      return secret === undefined ? whole : tagged(secret, fingerprint)
    })
  }
}

function shownResource(resource: Resource, show: (text: string) => string): Resource {
  return { ...resource, resourceName: show(resource.resourceName), value: shownValue(resource.value, show) }
}

/** A value that is a whole resource is left out. */
function shownChange({ from, to, ...place }: PathChange, show: (text: string) => string): PathChange {
  const isWhole = place.path === ''
  return {
    ...place,
    resourceName: show(place.resourceName),
    path: show(place.path),
    ...(from !== undefined && !isWhole && { from: shownValue(from, show) }),
    ...(to !== undefined && !isWhole && { to: shownValue(to, show) }),
  }
}

function shownValue(value: Json, show: (text: string) => string): Json {
  if (typeof value === 'string') return show(value)
  if (isJsonList(value)) return value.map((item) => shownValue(item, show))
  if (!isJsonMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [show(key), shownValue(item, show)]))
}
