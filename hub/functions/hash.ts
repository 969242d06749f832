import { createHash } from 'node:crypto'
import { attributeValue, editEach } from '#hub/functions/edit.ts'
import {
  type Arguments,
  type HubFunction,
  mutating,
  type Parameter,
  reading,
} from '#hub/functions/function.ts'
import { path } from '#hub/functions/parameters.ts'
import { keyed } from '#hub/functions/workloads.ts'
import { compareText } from '#lib/base/code-point-order.ts'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { places } from '#lib/path/walk.ts'

const annotation = `metadata.annotations.${keyed('confighub.com/Hash')}`
const digits = 10
const hashed: Parameter = { ...path, Description: 'Path of what is hashed, * and ?name=value included' }

export const hashFunctions: HubFunction[] = [
  {
    check,
    signature: mutating({
      FunctionName: 'set-hash',
      Description:
        'Set the annotation confighub.com/Hash to the SHA-256 of all values at a path, its first ten digits; a resource without a value there stays as it is',
      FunctionType: 'Custom',
      Replayable: true,
      Parameters: [hashed],
    }),
    run: (input) =>
      editEach(input, ({ value }) => {
        const hash = hashAt(value, String(input.args.path))
        return hash === undefined ? [] : [{ path: annotation, value: hash }]
      }),
  },
  {
    check,
    signature: reading({
      FunctionName: 'get-hash',
      Description: 'Get the hash that set-hash would set, for every resource that has a value at the path',
      FunctionType: 'Custom',
      OutputInfo: {
        ResultName: 'hash',
        Description: 'Hash of the values at the path, one for each resource that has some',
        OutputType: 'AttributeValueList',
      },
      Parameters: [hashed],
    }),
    run: (input) => {
      const at = String(input.args.path)
      const values = input.resources.flatMap((resource) => {
        const value = hashAt(resource.value, at)
        return value === undefined ? [] : [attributeValue(resource, { path: at, value, dataType: 'string' })]
      })
      return { kind: 'read', values }
    },
  },
]

function check({ path }: Arguments): string | undefined {
  if (String(path).includes('#')) return 'a part of an image has no hash; name the image'
  const parsed = parsePath(String(path))
  return parsed.ok ? undefined : parsed.error.message
}

/** Undefined where the path leads nowhere. */
function hashAt(value: Json, path: string): string | undefined {
  const parsed = parsePath(path)
  const found = parsed.ok ? places(value, parsed.value.segments) : []
  if (found.length === 0) return undefined
  const hash = createHash('sha256')
  const inOrder = found
    .map(({ keys, value }) => ({ at: keys.join('.'), value }))
    .toSorted((a, b) => compareText(a.at, b.at))
  for (const each of inOrder) hash.update(goText(each.value))
  return hash.digest('hex').slice(0, digits)
}

/** A value as Go's %v prints it, which is what ConfigHub hashes: `map[a:1 b:[x y]]`. */
function goText(value: Json): string {
  if (value === null) return '<nil>'
  if (typeof value === 'number') return goNumber(value)
  if (isJsonList(value)) return `[${value.map(goText).join(' ')}]`
  if (!isJsonMap(value)) return String(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => compareText(a, b))
  return `map[${entries.map(([key, each]) => `${key}:${goText(each)}`).join(' ')}]`
}

/** Numbers below 0.0001 and from 1e21 on are printed with an exponent of at least two digits. */
function goNumber(value: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e21) return String(value)
  if (size >= 1e-4 && size < 1e21) return String(value)
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
}
