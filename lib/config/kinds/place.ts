import { element, type KindTable, type KindTables, type Step } from '#lib/config/kinds/kind-table.ts'
import { ancestorsOf, type Entry, keysBelow, type Outline, outlineAround } from '#lib/config/kinds/outline.ts'

/** Where in a resource something stands. */
export type Place = {
  /** `apps/v1/Deployment`; empty while the document does not say it. */
  readonly resourceType: string
  /** Undefined for a kind that is not known. */
  readonly table: KindTable | undefined
  /** From the resource down. */
  readonly steps: readonly Step[]
  /** What it stands directly in; undefined at the top. */
  readonly parent: Entry | undefined
}

export function placeOf(
  outline: Outline,
  at: { line: number; column: number; isElement: boolean },
  tables: KindTables,
): Place {
  const ancestors = ancestorsOf(outline, at).toReversed()
  const { resource, inside } = resourceAround(outline, ancestors, at.column)
  return {
    resourceType: resource,
    table: tables.get(resource),
    steps: inside.map(({ key }) => (key === undefined ? element : { field: key })),
    parent: ancestors.at(-1),
  }
}

/** The items of a List are resources of their own. */
function resourceAround(
  outline: Outline,
  ancestors: readonly Entry[],
  column: number,
): { resource: string; inside: readonly Entry[] } {
  const [list, item] = ancestors
  const top = outline.entries[0]?.column ?? 0
  const own = typeIn(keysBelow(outline, undefined, top))
  if (!own.endsWith('List') || list?.key !== 'items' || item === undefined)
    return { resource: own, inside: ancestors }
  const itemColumn = ancestors[2]?.column ?? column
  return { resource: typeIn(keysBelow(outline, item, itemColumn)), inside: ancestors.slice(2) }
}

function typeIn(keys: ReadonlyMap<string, Entry>): string {
  const [apiVersion, kind] = [keys.get('apiVersion')?.value, keys.get('kind')?.value]
  return apiVersion && kind ? `${apiVersion}/${kind}` : ''
}

/** The types of all resources in a text, as far as its lines tell: their tables are asked for. */
export function typesNamed(text: string): string[] {
  const pairs = [
    ...text.matchAll(
      /^([ \t-]*)apiVersion:[ \t]*(\S+)[^\n]*\n(?:(?![^\n]*apiVersion:)[^\n]*\n)*?[ \t]*kind:[ \t]*(\S+)/gm,
    ),
  ].map(([, , apiVersion = '', kind = '']) => `${plain(apiVersion)}/${plain(kind)}`)
  const turned = [...text.matchAll(/^[ \t-]*kind:[ \t]*(\S+)[^\n]*\n[ \t]*apiVersion:[ \t]*(\S+)/gm)].map(
    ([, kind = '', apiVersion = '']) => `${plain(apiVersion)}/${plain(kind)}`,
  )
  return [...new Set([...pairs, ...turned])]
}

function plain(text: string): string {
  return text.replaceAll(/["']/g, '')
}

/** `v1/Secret db stringData.password`: what stands at a line of a YAML text, also of one that cannot be read. */
export function placeText(text: string, line: number): string {
  const outline = outlineAround(text, line)
  const entry = outline.entries.findLast((each) => each.line <= line)
  if (entry === undefined) return ''
  const at = { line: entry.line, column: entry.column, isElement: entry.key === undefined }
  const path = [...ancestorsOf(outline, at).toReversed(), entry]
  const top = keysBelow(outline, undefined, outline.entries[0]?.column ?? 0)
  const metadata = top.get('metadata')
  const names = metadata && keysBelow(outline, metadata, columnBelow(outline, metadata))
  const segments = path.map((each) => each.key ?? elementText(outline, each))
  return [typeIn(top), names?.get('name')?.value ?? '', segments.join('.')].filter(Boolean).join(' ')
}

/** By its name, as paths do; else by its number. */
function elementText(outline: Outline, dash: Entry): string {
  const name = keysBelow(outline, dash, columnBelow(outline, dash)).get('name')?.value
  if (name) return `?name=${name}`
  const before = outline.entries.slice(0, outline.entries.indexOf(dash))
  const above = before.findLastIndex(
    ({ key, column }) => column < dash.column || (key !== undefined && column <= dash.column),
  )
  const isSibling = ({ key, column }: Entry) => key === undefined && column === dash.column
  return String(before.slice(above + 1).filter(isSibling).length)
}

function columnBelow({ entries }: Outline, parent: Entry): number {
  const inside = entries[entries.indexOf(parent) + 1]
  return inside !== undefined && inside.column > parent.column ? inside.column : parent.column + 1
}
