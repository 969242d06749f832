import { pairElements } from '#lib/config/diff.ts'
import { isJsonList, isJsonMap, member } from '#lib/config/json.ts'
import { mergeKeyOf } from '#lib/config/merge-keys.ts'
import type { Json } from '#lib/config/patch.ts'
import { type PathSegment, parsePath } from '#lib/config/path.ts'

/** One step of a changed path: a map key, or a list element with its place on each side, -1 where it is on none. */
export type DiffSegment = {
  readonly Field?: string
  /** What tells the element from others, where its list has merge keys. */
  readonly MergeKeys?: readonly { readonly Key: string; readonly Value: string }[]
  readonly FromIndex: number
  readonly ToIndex: number
}

type Sides = { readonly from: Json | undefined; readonly to: Json | undefined }

/** The steps of a path of `diffConfig` through the values on both sides (confighub-api 4.5). */
export function diffSegments(path: string, sides: Sides, isDelete: boolean): DiffSegment[] {
  const parsed = path === '' ? undefined : parsePath(path)
  if (parsed === undefined || !parsed.ok) return []
  const steps: DiffSegment[] = []
  let at = sides
  for (const [index, segment] of parsed.value.segments.entries()) {
    const field = steps.at(-1)?.Field
    const gone = isDelete && index === parsed.value.segments.length - 1
    const step =
      isJsonList(at.from) || isJsonList(at.to)
        ? elementStep(segment, listsOf(at), field, gone)
        : { Field: keyOf(segment), FromIndex: -1, ToIndex: -1 }
    steps.push(step)
    at = { from: inside(at.from, step, step.FromIndex), to: inside(at.to, step, step.ToIndex) }
  }
  return steps
}

type Lists = { readonly from: readonly Json[]; readonly to: readonly Json[] }

function listsOf({ from, to }: Sides): Lists {
  return { from: isJsonList(from) ? from : [], to: isJsonList(to) ? to : [] }
}

/** An element that is gone was named by its old list, any other by its new one. */
function elementStep(
  segment: PathSegment,
  lists: Lists,
  field: string | undefined,
  gone: boolean,
): DiffSegment {
  const list = gone ? lists.from : lists.to
  const index = placeOf(segment, list)
  const partner = gone
    ? undefined
    : pairElements(field, lists.from, lists.to).kept.find(({ to }) => to === index)
  const mergeKey = mergeKeyOf(field, list)
  const element = list[index]
  const MergeKeys = mergeKey?.keys.map((Key) => ({
    Key,
    Value: String((isJsonMap(element) ? member(element, Key) : undefined) ?? mergeKey.defaults?.[Key] ?? ''),
  }))
  return {
    ...(MergeKeys === undefined ? {} : { MergeKeys }),
    FromIndex: gone ? index : (partner?.from ?? -1),
    ToIndex: gone ? -1 : index,
  }
}

function placeOf(segment: PathSegment, list: readonly Json[]): number {
  if (segment.kind === 'index') return segment.index
  if (segment.kind !== 'match') return -1
  return list.findIndex(
    (element) => isJsonMap(element) && String(member(element, segment.key)) === segment.value,
  )
}

function keyOf(segment: PathSegment): string {
  if (segment.kind === 'key' || segment.kind === 'param') return segment.key
  // In a map, digits are a key like any other.
  return segment.kind === 'index' ? String(segment.index) : ''
}

function inside(value: Json | undefined, { Field }: DiffSegment, index: number): Json | undefined {
  if (isJsonList(value)) return value[index]
  return isJsonMap(value) && Field !== undefined ? member(value, Field) : undefined
}
