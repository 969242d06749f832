import { readResources } from '#lib/config/document.ts'
import { maskValue } from '#lib/config/mask.ts'
import type { Json } from '#lib/config/patch.ts'
import { readPath } from '#lib/config/path.ts'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'

/** Longer values are no use in a grid. */
const maxText = 512

/** What each column shows of one document, secrets masked; nothing when it cannot be read. */
export function valueCells(document: string, columns: readonly ValueColumn[]): ValueCell[] {
  const read = readResources(document)
  if (!read.ok) return columns.map(() => [])
  // The whole resource is masked before anything is taken out: what stands around a value tells that it is a secret,
  // and a path like `env.0.value`, or one to the map above it, does not.
  const resources = read.value.map((resource) => ({
    ...resource,
    shown: maskValue(resource.resourceType, '', resource.value),
  }))
  return columns.map(({ resourceType, path }) =>
    resources
      .filter((each) => resourceType === '' || resourceType === '*' || each.resourceType === resourceType)
      .flatMap(({ value, shown }) => readPath(value, path).map((found) => cellOf(found, shown))),
  )
}

function cellOf({ path, value }: ReturnType<typeof readPath>[number], resource: Json): ValueCell[number] {
  const shown = readPath(resource, path)[0]?.value ?? null
  return JSON.stringify(shown) === JSON.stringify(value)
    ? { value: scalarOf(shown) }
    : { value: scalarOf(shown), masked: true }
}

function scalarOf(value: Json): string | number | boolean | null {
  const scalar = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  return typeof scalar === 'string' && scalar.length > maxText ? `${scalar.slice(0, maxText)}…` : scalar
}
