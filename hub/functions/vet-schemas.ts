import { type HubFunction, validating } from '#hub/functions/function.ts'
import { type Finding, judgeEach } from '#hub/functions/judge.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { schemaOf } from '#hub/functions/schema.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementSegment } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'

export const vetSchemas: HubFunction = {
  aliases: ['validate'],
  signature: validating({
    FunctionName: 'vet-schemas',
    Description:
      'Passes when every resource fits the schema of its Kubernetes kind; kinds without a known schema are noted and not checked',
    Parameters: [],
  }),
  run: (input) => judgeEach(input, ({ value }) => resourceFindings(value)),
}

function resourceFindings(value: Json): Finding[] {
  if (!isJsonMap(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string')
    return [{ identifier: 'schema', message: 'there is no apiVersion and kind' }]
  const check = schemaOf(value.apiVersion, value.kind)
  if (check === undefined)
    return [
      {
        identifier: 'not-checked',
        message: `there is no schema for ${value.apiVersion} ${value.kind}, so it was not checked`,
        note: true,
      },
    ]
  return check(value).map(({ pointer, message }) => {
    const place = at(value, pointer)
    const path = pathText(place.path)
    return {
      identifier: 'schema',
      message: `${path || 'the resource'} ${message}`,
      at: { path, value: place.value, dataType: dataTypeOf(place.value) },
    }
  })
}

/** A JSON pointer as a path, with list items by name. */
function at(value: Json, pointer: string): { path: PathSegment[]; value: Json } {
  const path: PathSegment[] = []
  let here: Json = value
  let field: string | undefined
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(here)) {
      path.push(elementSegment(here, Number(key), field))
      here = here[Number(key)] ?? null
      field = undefined
    } else {
      path.push({ kind: 'key', key })
      here = isJsonMap(here) ? (here[key] ?? null) : null
      field = key
    }
  }
  return { path, value: here }
}
