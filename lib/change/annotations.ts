import type { Patch, Selection } from '#lib/change/model.ts'

/** What marks a Tag as the record of a change. */
export const kindLabel = 'hubdeck.dev/kind'
export const changeKind = 'change'

const prefix = 'hubdeck.dev/'
/** Longest annotation value (confighub-api 10); longer facts go on in `<name>.2`, `<name>.3` … */
const maxValue = 1024

/** The facts of a change that no revision carries. */
export type ChangeFacts = {
  readonly reason: string
  readonly ticket?: string | undefined
  /** UserID. */
  readonly author: string
  readonly selection: Selection
  readonly patch: Patch
  readonly sealHash: string
  /** Units that were to be written. */
  readonly plannedUnitIds: readonly string[]
  /** TagID of the change that this one undoes. */
  readonly undoes?: string | undefined
}

/** How a commit ended, by outcome status. */
export type ChangeCounts = Readonly<Record<string, number>>

export function writeFacts(facts: ChangeFacts): Record<string, string> {
  const { where = '', whereData = '', resourceType = '' } = queryOf(facts.selection)
  return Object.fromEntries([
    ...split('reason', facts.reason),
    ...split('ticket', facts.ticket ?? ''),
    ...split('author', facts.author),
    ...split('query', where),
    ...split('where-data', whereData),
    ...split('resource-type', resourceType),
    ...split('patch', JSON.stringify(facts.patch)),
    ...split('seal', facts.sealHash),
    ...split('planned', packIds(facts.plannedUnitIds)),
    ...split('undoes', facts.undoes ?? ''),
  ])
}

export function writeCounts(counts: ChangeCounts): Record<string, string> {
  return { [`${prefix}counts`]: JSON.stringify(counts) }
}

export type ReadFacts = {
  readonly reason: string
  readonly ticket: string
  readonly author: string
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  /** Absent when the annotation is not what we wrote. */
  readonly patch: Patch | undefined
  readonly sealHash: string
  readonly plannedUnitIds: readonly string[]
  readonly undoes: string
  /** Absent while the commit runs, and for ever when it was cut off. */
  readonly counts: ChangeCounts | undefined
}

export function readFacts(annotations: Readonly<Record<string, string>> = {}): ReadFacts {
  const read = (name: string) => join(annotations, name)
  return {
    reason: read('reason'),
    ticket: read('ticket'),
    author: read('author'),
    where: read('query'),
    whereData: read('where-data'),
    resourceType: read('resource-type'),
    patch: parseJson(read('patch')) as Patch | undefined,
    sealHash: read('seal'),
    plannedUnitIds: unpackIds(read('planned')),
    undoes: read('undoes'),
    counts: parseJson(read('counts')) as ChangeCounts | undefined,
  }
}

function queryOf(selection: Selection): { where?: string; whereData?: string; resourceType?: string } {
  if (selection.kind === 'query') return selection
  return selection.where === undefined ? {} : { where: selection.where }
}

function split(name: string, value: string): [string, string][] {
  const parts: [string, string][] = []
  // By code points: half a surrogate pair is not valid UTF-8.
  let part = ''
  const push = () => parts.push([`${prefix}${name}${parts.length === 0 ? '' : `.${parts.length + 1}`}`, part])
  for (const character of value) {
    if (part.length + character.length > maxValue) {
      push()
      part = ''
    }
    part += character
  }
  if (part !== '') push()
  return parts
}

function join(annotations: Readonly<Record<string, string>>, name: string): string {
  let text = annotations[`${prefix}${name}`] ?? ''
  for (let number = 2; ; number++) {
    const part = annotations[`${prefix}${name}.${number}`]
    if (part === undefined) return text
    text += part
  }
}

// 16 bytes as 22 characters: 46 units in one annotation instead of 27.
function packIds(ids: readonly string[]): string {
  return ids.map(packId).join('')
}

function packId(id: string): string {
  const bytes = id.replaceAll('-', '').match(/../g) ?? []
  const binary = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('')
  return btoa(binary).slice(0, 22).replaceAll('+', '-').replaceAll('/', '_')
}

function unpackIds(text: string): string[] {
  return (text.match(/[\w-]{22}/g) ?? []).map(unpackId)
}

function unpackId(text: string): string {
  const binary = atob(`${text.replaceAll('-', '+').replaceAll('_', '/')}==`)
  const hex = Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
