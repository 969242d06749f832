import 'server-only'
import { isRecord } from '#lib/base/records.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { SeenValue } from '#lib/rows/explain-wire.ts'
import { withheld } from '#lib/server/masking/mask-answer.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'
import { printRef } from '#lib/where/print.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'

/** What brings every entity that a condition on a unit can read. */
export const everyRelation =
  'SpaceID,TargetID,UpstreamUnitID,UpstreamSpaceID,ChangeSetID,HeadRevisionNum,FromLinkID'

const maxText = 200

/**
 * What conditions see of a unit, without secrets. A list shows what its elements have; of a value from a document only
 * that it is there.
 */
export async function seenValues(
  unit: ExtendedUnit,
  refs: readonly CheckedRef[],
  context: TaskContext,
): Promise<readonly SeenValue[]> {
  const found = refs.map((ref) => {
    const value = readValue(unit, ref)
    const text = textOf(value)
    return { ref, text, isWithheld: withheld.has(ref.attribute) && !isRecord(value) && text !== undefined }
  })
  const masked = await maskFields(
    found.map(({ ref, text = '', isWithheld }) => ({
      name: ref.key ?? ref.attribute,
      text: isWithheld ? '' : text,
    })),
    context,
  )
  return found.map(({ ref, text, isWithheld }, at): SeenValue => {
    const name = printRef(ref)
    const shown = masked[at] ?? ''
    if (text === undefined) return { name }
    if (isWithheld) return { name, isWithheld }
    return { name, value: shown.length > maxText ? `${shown.slice(0, maxText)}…` : shown }
  })
}

function readValue(unit: ExtendedUnit, { relation, each, attribute, key, field }: CheckedRef): unknown {
  const of = relation === undefined ? unit.Unit : inside(unit, relation)
  const values = each && field === undefined ? elements(of) : [of]
  const read = values.map((entity) => inside(inside(entity, attribute), key))
  if (field !== undefined) return elements(read[0]).map((element) => inside(element, field))
  return each ? read.filter((value) => value !== undefined) : read[0]
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value itself without a name. */
function inside(value: unknown, name: string | undefined): unknown {
  if (name === undefined) return value
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** A map shows its keys: `?` and LEN ask for nothing else. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((each) => textOf(each) ?? '–').join(', ')
  if (isRecord(value)) return Object.keys(value).join(', ') || undefined
  return String(value)
}
