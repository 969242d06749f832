import * as z from 'zod/mini'
import { parseExactJson } from '#lib/base/exact-json.ts'

/** What marks a Tag as the record of a change. */
export const kindLabel = 'hubdeck.dev/kind'
export const changeKind = 'change'

const prefix = 'hubdeck.dev/'
/** Longest annotation value (contract 10); longer facts continue in `<name>.2`, `<name>.3` … */
const maxValue = 1024

/** The facts of a record in the order in which they are signed; each is an annotation of this name. */
export const factNames = [
  'record',
  'space',
  'organization',
  'hub',
  'at',
  'author',
  'reason',
  'ticket',
  'selection',
  'query',
  'where-data',
  'resource-type',
  'patch',
  'patch-hash',
  'seal',
  'units',
  'undoes',
  'continues',
  /** When it was kept as a proposal; empty for a change that was written at once. */
  'proposed',
  /** The order in which its units are written, with what to wait for in between; empty for one wave. */
  'waves',
  /** Which previewed units are left out, and why. */
  'held-back',
  /** For a change of metadata, what each unit had before and has after; ConfigHub has no history of it. */
  'metadata',
  /** Which rules asked for approvals when it was written, and how many there were; set by each commit. */
  'rules',
  /** TagID of the proposal whose overtaken units it is about. */
  'anew',
] as const
export type FactName = (typeof factNames)[number]

/** Every fact as text; empty when there is none. */
const FactTexts = z.record(z.enum(factNames), z.string())
export type FactTexts = Readonly<z.infer<typeof FactTexts>>

/** What changes while a record lives: each is signed by itself, in `<name>-signature`. */
/** `moment` says which writing of the record the others belong to. */
export type StatusName = 'counts' | 'state' | 'outcomes' | 'moment'

/** What is written besides the facts. */
type OtherName = 'signature' | 'planned' | StatusName | `${StatusName}-signature`

/** How a commit ended, by outcome status. */
const ChangeCounts = z.record(z.string(), z.int().check(z.nonnegative()))
export type ChangeCounts = Readonly<z.infer<typeof ChangeCounts>>

export type Annotations = Readonly<Record<string, string>>

export function factTexts(textOf: (name: FactName) => string): FactTexts {
  return FactTexts.parse(Object.fromEntries(factNames.map((name) => [name, textOf(name)])))
}

export function readTexts(annotations: Annotations = {}): FactTexts {
  return factTexts((name) => readText(annotations, name))
}

export function writeTexts(texts: Partial<Record<FactName | OtherName, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => split(name, text)))
}

/** Names of the annotations that are Hubdeck's. */
export function ownNames(annotations: Annotations = {}): string[] {
  return Object.keys(annotations).filter((name) => name.startsWith(prefix))
}

/** Names of the annotations that hold the texts of these names, however long they are. */
export function partsOf(
  annotations: Annotations | undefined,
  names: readonly (FactName | OtherName)[],
): string[] {
  const keys: ReadonlySet<string> = new Set(names.map((name) => `${prefix}${name}`))
  return ownNames(annotations).filter((key) => keys.has(key.replace(/\.\d+$/, '')))
}

/** The whole text of one name; it ends where the next part is missing. */
export function readText(annotations: Annotations = {}, name: FactName | OtherName): string {
  const parts = [annotations[`${prefix}${name}`] ?? '']
  for (let number = 2; ; number++) {
    const part = annotations[`${prefix}${name}.${number}`]
    if (part === undefined) return parts.join('')
    parts.push(part)
  }
}

/** Absent while a commit runs, and forever if it was interrupted. */
export function readCounts(text: string): ChangeCounts | undefined {
  return ChangeCounts.safeParse(parseJson(text)).data
}

export function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
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
