import { isJsonMap, type Json } from '#lib/base/json.ts'
import { ok, type Result } from '#lib/base/result.ts'
import type { DocumentResult } from '#lib/config/document/result.ts'
import { fail } from '#lib/config/document/result.ts'
import { calculate, type Measure, notExact, readAmount } from '#lib/config/patch/amount.ts'
import { withElement, withoutElements } from '#lib/config/patch/list-elements.ts'
import type { FieldChange, FieldPatch } from '#lib/config/patch/patch.ts'
import type { Change } from '#lib/config/patch/set-fields.ts'
import type { DataPath, PathSegment } from '#lib/path/data-path.ts'
import { pathText } from '#lib/path/print-path.ts'

/** Why a field cannot be changed in this way in any document; undefined when it can. */
export function changeProblem({ how, value }: FieldPatch, { accessor }: DataPath): string | undefined {
  if (how === undefined) return undefined
  if (accessor !== undefined) return `#${accessor} is a part of a text, which can only be set`
  if (how === 'remove') return isJsonMap(value) && Object.keys(value).length === 0 ? noFields : undefined
  if (how === 'append') return undefined
  const amount = readAmount(value)
  const isPlain = amount !== undefined && amount.unit === ''
  if (amount === undefined || isPlain === amount.isText) return noAmount
  return how === 'multiply' && !isPlain ? 'Multiply by a number without a unit' : undefined
}

const noFields = 'Name a field of the elements to remove: every element has none'
const noAmount = 'The amount is a number, or a quantity with a unit, as in 250m or 1Gi'

export type ChangeTerms = {
  /** Called with each value before it is set. */
  readonly notice: (value: Json) => void
  /** Values that are not exactly those that are written, and so are not calculated with. */
  readonly rounded: () => ReadonlySet<Json>
}

/** The new value of a place from the one there. What is not there is not changed, but for a list that begins. */
export function changeOf(
  { how, value }: { how: FieldChange; value: Json },
  { notice, rounded }: ChangeTerms,
): Change {
  return (old, { segments }) => {
    if (how === 'append') {
      notice(value)
      return placed(withElement(old, value, fieldOf(segments)), segments)
    }
    if (old === undefined) return ok(undefined)
    if (how === 'remove') return placed(withoutElements(old, value), segments)
    const changed = rounded().has(old) ? notExact : calculate(how, old, value, measureOf(segments))
    if (changed.ok) notice(changed.value)
    return placed(changed, segments)
  }
}

function placed(changed: Result<Json, string>, segments: readonly PathSegment[]): DocumentResult<Json> {
  return changed.ok ? changed : fail(`${pathText(segments)} ${changed.error}`)
}

function fieldOf(segments: readonly PathSegment[]): string | undefined {
  const last = segments.at(-1)
  return last?.kind === 'key' || last?.kind === 'param' ? last.key : undefined
}

const ofResources: ReadonlySet<string> = new Set([
  'allocatable',
  'capacity',
  'default',
  'defaultRequest',
  'hard',
  'limits',
  'requests',
])

/** Where Kubernetes keeps quantities: `limits.memory`, `requests.cpu`, `hard["requests.cpu"]`. */
function measureOf(segments: readonly PathSegment[]): Measure | undefined {
  if (!ofResources.has(fieldOf(segments.slice(0, -1)) ?? '')) return undefined
  const name = (fieldOf(segments) ?? '').replace(/^(?:limits|requests)\./, '')
  if (name === 'cpu') return 'cpu'
  return /^(?:memory|storage|ephemeral-storage|hugepages-\w+)$/.test(name) ? 'bytes' : undefined
}
