import { readFile, writeFile } from 'node:fs/promises'
import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { command, Problem } from '#scripts/problem.ts'

const usage = `Usage: npm run make-list-table -- SWAGGER VERSION

  SWAGGER  the file api/openapi-spec/swagger.json of a release of Kubernetes
  VERSION  the release, such as 1.34

Writes lib/config/patch/list-table.ts: what a strategic merge patch does to each list of Kubernetes' own kinds.`

const target = 'lib/config/patch/list-table.ts'

await command(async () => {
  const [file, version, ...rest] = process.argv.slice(2)
  if (file === undefined || version === undefined || rest.length > 0 || !/^\d+\.\d+$/.test(version))
    throw new Problem('Name the file and the release.', usage)
  const document: Json = JSON.parse(await readFile(file, 'utf8'))
  const definitions = isJsonMap(document) ? member(document, 'definitions') : undefined
  if (!isJsonMap(definitions)) throw new Problem(`${file} has no definitions.`, usage)
  const groups = groupsOf(definitions)
  await writeFile(target, moduleText(version, reached(typesOf(definitions), groups), groups))
  return 0
})

type Fields = Map<string, string>

/**
 * By their short names, because the versions of a type agree: where one of them says less than another, the other
 * counts; where two contradict each other, there is no table.
 */
function typesOf(definitions: JsonMap): Map<string, Fields> {
  const types = new Map<string, Fields>()
  for (const [name, definition] of Object.entries(definitions)) {
    const short = shortName(name)
    const fields = types.get(short) ?? new Map<string, string>()
    types.set(short, fields)
    for (const [field, property] of entriesOf(definition, 'properties')) {
      const rule = ruleOf(property)
      const known = fields.get(field)
      if (rule === undefined) continue
      if (known !== undefined && known !== rule)
        throw new Problem(`${short}.${field} is both "${known}" and "${rule}".`, usage)
      fields.set(field, rule)
    }
  }
  return prune(types)
}

function ruleOf(property: Json): string | undefined {
  if (!isJsonMap(property)) return undefined
  const strategy = String(member(property, 'x-kubernetes-patch-strategy') ?? '').split(',')
  if (strategy.includes('replace')) return 'replaced'
  if (member(property, 'type') !== 'array') return reference(property)
  if (!strategy.includes('merge')) return undefined
  const mergeKey = member(property, 'x-kubernetes-patch-merge-key')
  if (mergeKey === undefined) return 'set'
  const mapKeys = member(property, 'x-kubernetes-list-map-keys')
  const keys = isJsonList(mapKeys) ? mapKeys.map(String) : [String(mergeKey)]
  if (keys[0] !== mergeKey)
    throw new Problem(`${String(mergeKey)} is not the first of ${keys.join()}.`, usage)
  const items = member(property, 'items')
  return `${(isJsonMap(items) ? reference(items) : undefined) ?? ''} by ${keys.join(' ')}`.trim()
}

function reference(property: JsonMap): string | undefined {
  const target = member(property, '$ref')
  return typeof target === 'string' ? shortName(target) : undefined
}

/** Leaves out types without a list that merges, and fields that lead only to such types. */
function prune(types: Map<string, Fields>): Map<string, Fields> {
  const isRule = (rule: string) => rule === 'set' || rule === 'replaced' || / ?by /.test(rule)
  const kept = new Set<string>()
  const leads = (rule: string) => isRule(rule) || kept.has(rule)
  for (let before = -1; before < kept.size; ) {
    before = kept.size
    for (const [name, fields] of types) if ([...fields.values()].some(leads)) kept.add(name)
  }
  const pruned = new Map<string, Fields>()
  for (const [name, fields] of types) {
    if (!kept.has(name)) continue
    pruned.set(name, new Map([...fields].filter(([, rule]) => leads(rule)).map(withoutDeadType(kept))))
  }
  return pruned
}

/** The types that a kind leads to. A kind whose metadata alone matters needs no line. */
function reached(types: Map<string, Fields>, groups: Map<string, Set<string>>): Map<string, Fields> {
  const found = new Map<string, Fields>()
  const visit = (name: string) => {
    const fields = types.get(name)
    if (fields === undefined || found.has(name)) return
    found.set(name, fields)
    for (const rule of fields.values()) visit(rule.split(' ')[0] ?? '')
  }
  const kinds = new Set([...groups.values()].flatMap((each) => [...each]))
  for (const kind of kinds) visit(kind)
  const isPlain = (name: string, fields: Fields) =>
    kinds.has(name) && fields.size === 1 && fields.has('metadata')
  return new Map([...found].filter(([name, fields]) => !isPlain(name, fields)))
}

function withoutDeadType(kept: ReadonlySet<string>) {
  return ([field, rule]: [string, string]): [string, string] => {
    const [, type = '', keys = ''] = /^(\w*) ?by (.*)$/.exec(rule) ?? []
    return [field, keys !== '' && !kept.has(type) ? `by ${keys}` : rule]
  }
}

/** The kinds of each group in any version: those with metadata of their own. */
function groupsOf(definitions: JsonMap): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>()
  for (const definition of Object.values(definitions)) {
    const hasMetadata = entriesOf(definition, 'properties').some(
      ([field, property]) =>
        field === 'metadata' && isJsonMap(property) && reference(property) === 'ObjectMeta',
    )
    const kinds = isJsonMap(definition) ? member(definition, 'x-kubernetes-group-version-kind') : undefined
    if (!hasMetadata || !isJsonList(kinds)) continue
    for (const each of kinds) {
      if (!isJsonMap(each)) continue
      const group = String(member(each, 'group'))
      groups.set(group, (groups.get(group) ?? new Set()).add(String(member(each, 'kind'))))
    }
  }
  return groups
}

function entriesOf(definition: Json, key: string): [string, Json][] {
  const map = isJsonMap(definition) ? member(definition, key) : undefined
  return isJsonMap(map) ? Object.entries(map) : []
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function moduleText(version: string, types: Map<string, Fields>, groups: Map<string, Set<string>>): string {
  const sorted = <Value>(map: Map<string, Value>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const groupLines = sorted(groups).map(
    ([group, kinds]) => `${group || 'core'}: ${[...kinds].sort().join(' ')}`,
  )
  const typeLines = sorted(types).map(
    ([name, fields]) =>
      `${name}: ${sorted(fields)
        .map(([field, rule]) => `${field} ${rule}`)
        .join(', ')}`,
  )
  return `/**
 * What Kubernetes' own API says about its lists, in the notation that list-rules.ts reads. Written by
 * \`npm run make-list-table\`; not to be edited by hand.
 *
 * Source: https://github.com/kubernetes/kubernetes, release ${version}, api/openapi-spec/swagger.json
 * (\`x-kubernetes-patch-strategy\`, \`x-kubernetes-patch-merge-key\`, \`x-kubernetes-list-map-keys\`).
 */
export const listTable = {
  version: '${version}',
  /** Groups, and their kinds in any version; each has \`metadata ObjectMeta\`. */
  kinds: \`
${groupLines.join('\n')}
\`,
  /**
   * Types, and those of their fields that matter: a name alone is the type of a map, \`by\` are the keys by which the
   * elements of a list are found (the merge key first), a \`set\` is united, \`replaced\` is replaced although it is a map.
   * Every other list is replaced.
   */
  types: \`
${typeLines.join('\n')}
\`,
} as const
`
}
