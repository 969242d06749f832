import { type HubFunction, validating } from '#hub/functions/function.ts'
import { type Finding, judgeEach } from '#hub/functions/judge.ts'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { identify, mergeKeyOf } from '#lib/path/merge-keys.ts'
import { pathText } from '#lib/path/print-path.ts'

export const vetMergeKeys: HubFunction = {
  signature: validating({
    FunctionName: 'vet-merge-keys',
    Description: 'Passes when no list names an element twice, such as two containers of the same name',
    Parameters: [],
  }),
  run: (input) => judgeEach(input, ({ value }) => duplicates(value, [], undefined)),
}

function duplicates(value: Json, path: readonly PathSegment[], field: string | undefined): Finding[] {
  if (isJsonMap(value))
    return Object.entries(value).flatMap(([key, member]) =>
      duplicates(member, [...path, { kind: 'key', key }], key),
    )
  if (!isJsonList(value)) return []
  return [
    ...twins(value, path, field),
    ...value.flatMap((item, index) => duplicates(item, [...path, { kind: 'index', index }], undefined)),
  ]
}

function twins(list: readonly Json[], path: readonly PathSegment[], field: string | undefined): Finding[] {
  const mergeKey = mergeKeyOf(field, list)
  if (mergeKey === undefined) return []
  const seen = new Set<string | undefined>()
  return list.flatMap((element, index) => {
    const id = identify(element, mergeKey)
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    const here = pathText([...path, { kind: 'index', index }])
    const keys = mergeKey.keys.join(' and ')
    return [
      {
        identifier: 'duplicate',
        message: `${here} has the ${keys} of an element above it`,
        at: { path: here, value: element, dataType: 'JSON' },
      },
    ]
  })
}
