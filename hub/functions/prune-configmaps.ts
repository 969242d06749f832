import { withoutResources } from '#hub/functions/document-parts.ts'
import { type Edit, editEach } from '#hub/functions/edit.ts'
import { type HubFunction, type Input, mutating, type Ran } from '#hub/functions/function.ts'
import { resourcesIn } from '#hub/functions/load.ts'
import { keyed } from '#hub/functions/workloads.ts'
import { isJsonMap, type Json, member } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

const type = 'v1/ConfigMap'
const defaultLimit = 10

export const pruneConfigMaps: HubFunction = {
  signature: mutating({
    FunctionName: 'prune-configmaps',
    Description:
      'Keep the newest immutable ConfigMaps (highest confighub.com/RevisionNum) of each confighub.com/ResourceNameStableCore and delete the older ones; the newest is marked as Latest, the others as IgnoreProvided',
    FunctionType: 'Custom',
    AffectedResourceTypes: [type],
    Parameters: [
      {
        ParameterName: 'revision-history-limit',
        DataType: 'int',
        Description: `How many of a group are kept; ${defaultLimit} by default`,
        Required: false,
        Min: 0,
        Example: String(defaultLimit),
      },
    ],
  }),
  run,
}

function run(input: Input): Ran {
  const limit = Number(input.args['revision-history-limit'] ?? defaultLimit)
  const grouped = Map.groupBy(input.resources.filter(isVersion), (each) => core(each.value))
  const groups = [...grouped.values()].map((group) =>
    group.toSorted((a, b) => revision(b.value) - revision(a.value)),
  )
  const newest = new Set(groups.map(([first]) => first?.index))
  const older = new Set(groups.flatMap((group) => group.slice(1).map(({ index }) => index)))
  const gone = new Set(groups.flatMap((group) => group.slice(limit).map(({ index }) => index)))
  const marked = editEach(input, ({ index, value }) => {
    if (gone.has(index)) return []
    return newest.has(index) ? [latest] : older.has(index) ? olderMarks(value) : []
  })
  if (marked.kind !== 'written' || gone.size === 0) return marked
  const all = resourcesIn(marked.stream, input.toolchain)
  const left = withoutResources(marked.stream, new Set(all.filter(({ index }) => gone.has(index))))
  return left.ok ? { kind: 'written', stream: left.value } : { kind: 'failed', message: left.message }
}

const path = (name: string) => `metadata.annotations.${keyed(`confighub.com/${name}`)}`
const latest: Edit = { path: path('RenderRevision'), value: 'Latest' }

function olderMarks(value: Json): Edit[] {
  const wasLatest = readPath(value, path('RenderRevision')).length > 0
  return [
    ...(wasLatest ? [{ remove: path('RenderRevision') }] : []),
    { path: path('VisitorOptions'), value: 'IgnoreProvided' },
  ]
}

/** An immutable ConfigMap with its group and its number there. */
function isVersion({ resourceType, value }: Resource): boolean {
  if (resourceType !== type || !isJsonMap(value)) return false
  const immutable = member(value, 'immutable')
  return (immutable === true || immutable === 'true') && core(value) !== '' && !Number.isNaN(revision(value))
}

function core(value: Json): string {
  return annotationOf(value, 'ResourceNameStableCore')
}

function revision(value: Json): number {
  const text = annotationOf(value, 'RevisionNum')
  return /^[+-]?\d{1,18}$/.test(text) ? Number(text) : Number.NaN
}

function annotationOf(value: Json, name: string): string {
  const found = readPath(value, path(name))[0]?.value
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
