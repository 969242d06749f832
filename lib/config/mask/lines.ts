import { isSecretFlag } from '#lib/config/mask/arguments.ts'
import { secretPart } from '#lib/config/mask/assignments.ts'
import { documentHolds, type Holds } from '#lib/config/mask/document-holds.ts'
import { isHarmless, isPlainWord } from '#lib/config/mask/harmless-values.ts'
import { commentValues, inlineSpans, isNameKey } from '#lib/config/mask/inline.ts'
import {
  bracketDepth,
  bracketsOnly,
  inlineSection,
  itemSpan,
  type Keyed,
  keyedLine,
  type Line,
  linesOf,
  opensBelow,
} from '#lib/config/mask/line-parts.ts'
import { isPluralName, isProseName, isSecretName, judgeName } from '#lib/config/mask/names.ts'
import { secretSections } from '#lib/config/mask/secret-resources.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/** What the lines above determine about the next one. */
type State = {
  /** Deeper lines belong to a block: all secret, secret unless they are keys themselves, or text for people. */
  readonly block?: { readonly indent: number; readonly holds: 'secrets' | 'values' | 'prose' } | undefined
  /** Data of a Secret. What opened with a bracket ends with it, however its lines are indented. */
  readonly section?: { readonly indent: number; readonly depth: number } | undefined
  /** `name: DB_PASSWORD` or `value: x` of a map, by its column. */
  readonly pair?: { readonly column: number; readonly isSecret?: boolean; readonly value?: Span } | undefined
  /** The item above is a flag such as `--password`. */
  readonly flag?: { readonly column: number } | undefined
  /** Inside of `secretGenerator`; of `passwords:`, a table whose values look like secrets. */
  readonly generator?: { readonly indent: number } | undefined
  readonly table?: { readonly indent: number } | undefined
  /** Inside of the template of a Secret. */
  readonly template?: { readonly indent: number } | undefined
  /** A value in triple quotes, or a line that continues below. */
  readonly until?: string | undefined
}

/**
 * Secrets of a text by its lines: configuration of any kind (INI, properties, shell, TOML, YAML in YAML), and
 * unreadable YAML, where too much is masked rather than too little.
 */
export function lineSpans(text: string): Span[] {
  const found: Span[] = []
  const mayHold = /secret/i.test(text)
  const holdsFrom = (from: number) => (mayHold ? documentHolds(text, from) : 'none')
  let state: State = {}
  let holds = holdsFrom(0)
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end)
    if (line.startsWith('---')) {
      state = {}
      holds = holdsFrom(start + 3)
    }
    const indent = line.search(/\S/)
    if (indent >= 0) state = readLine({ text: line, from: start, indent }, state, holds, found)
  }
  return found
}

function readLine(line: Line, state: State, holds: Holds, found: Span[]): State {
  const { text, from, indent } = line
  const whole = { start: from + indent, end: from + text.length }
  if (state.until !== undefined) {
    found.push(whole)
    const isOpen = state.until === '\\' ? text.trimEnd().endsWith('\\') : !text.includes(state.until)
    return isOpen ? state : {}
  }
  if (text[indent] === '#' && holds !== 'none' && state.block?.holds !== 'secrets') {
    pushLocal(commentValues(text.slice(indent)), from + indent, found)
    pushInline(line, found)
    return state
  }
  if (state.section !== undefined) return readSection(line, state, state.section, found)
  const within = withinBlocks(line, state)
  if (within.block?.holds === 'secrets') found.push(whole)
  if (within.block !== undefined && within.block.holds !== 'values') return within
  const keyed = keyedLine(line)
  if (holds === 'secret') pushBehindData(line, keyed, found)
  return keyed === undefined ? readItem(line, within, found) : readKeyed(line, keyed, within, holds, found)
}

/** Several maps on one line, as in JSON: everything after `data` is masked. */
function pushBehindData({ text, from }: Line, keyed: Keyed | undefined, found: Span[]): void {
  const inside = inlineSection.exec(text)
  if (inside === null) return
  const start = inside.index + inside[0].length
  if (keyed === undefined || start > keyed.start) found.push({ start: from + start, end: from + text.length })
}

/** A block ends at the first line that is not deeper; items of a list may be indented like their key. */
function withinBlocks({ text, indent }: Line, state: State): State {
  const isItem = text[indent] === '-'
  const isIn = (block: { indent: number; holds?: string } | undefined) =>
    block !== undefined &&
    (indent > block.indent || (indent === block.indent && isItem && block.holds !== 'secrets'))
  return {
    ...state,
    block: isIn(state.block) ? state.block : undefined,
    generator: isIn(state.generator) ? state.generator : undefined,
    table: isIn(state.table) ? state.table : undefined,
    template: isIn(state.template) ? state.template : undefined,
  }
}

/** A line without a key: text, an item of a list, an assignment of another language. */
function readItem(line: Line, state: State, found: Span[]): State {
  const { text, from, indent } = line
  const value = itemSpan(line)
  const item = text.slice(value.start - from, value.end - from)
  const equals = state.generator === undefined ? -1 : item.indexOf('=')
  if (equals >= 0) found.push({ start: value.start + equals + 1, end: value.end })
  else if ((state.flag?.column === indent && !item.startsWith('-')) || state.block !== undefined) {
    if (!isHarmless(item) && !bracketsOnly.test(text)) found.push(value)
    return { ...state, flag: undefined }
  } else {
    const spans = inlineSpans(text)
    pushLocal(spans, from, found)
    const until = continuationOf(text, spans)
    if (until !== undefined) return { until }
  }
  return { ...state, pair: undefined, flag: isSecretFlag(item) ? { column: indent } : undefined }
}

/** The end marker of a secret value that continues on further lines. */
function continuationOf(text: string, spans: readonly Span[]): string | undefined {
  const last = spans.at(-1)
  if (last === undefined) return undefined
  const quotes = ['"""', "'''"].find((each) => text.split(each, 3).length === 2)
  if (quotes !== undefined) return quotes
  return /(?<!\\)(?:\\\\){0,32}\\\r?$/.test(text.slice(-66)) ? '\\' : undefined
}

/** What still applies below a key: the sections that it is in. */
function sectionsOf({ generator, table, template }: State): State {
  return { generator, table, template }
}

function readKeyed(line: Line, keyed: Keyed, state: State, holds: Holds, found: Span[]): State {
  const section = sectionAt(line, keyed, state, holds, found)
  if (section !== undefined) return section
  const within = sectionsOf(state)
  const isText = /^[|>]/.test(keyed.rest)
  if (isProseName(keyed.key)) return isText ? { ...within, block: blockBelow(keyed, 'prose') } : within
  return { ...within, ...(readPair(line, keyed, state, found) ?? readNamed(line, keyed, state, found)) }
}

function blockBelow({ column }: Keyed, holds: NonNullable<State['block']>['holds']): State['block'] {
  return { indent: column, holds }
}

/** Keys that determine the meaning of what is below them. */
function sectionAt(line: Line, keyed: Keyed, state: State, holds: Holds, found: Span[]): State | undefined {
  const { key, column, rest, opens } = keyed
  const isSecret = holds === 'secret' || (holds === 'template' && state.template !== undefined)
  if (isSecret && secretSections.has(key)) return openSection(line, keyed, rest, found)
  if (key === 'template' && holds === 'template' && opens) return { template: { indent: column } }
  if (key === 'secretGenerator') return { generator: { indent: column } }
  // Ciphertext may be shown.
  if (key === 'encryptedData' && opens) return { ...sectionsOf(state), block: blockBelow(keyed, 'prose') }
  if (state.generator !== undefined && key === 'literals' && !opens) {
    found.push({ start: line.from + keyed.start, end: line.from + line.text.length })
    return sectionsOf(state)
  }
  // An alias may take an anchored value anywhere, also into a Secret.
  const anchor = /^&[^\s,[\]{}]{1,64}[ \t]*/.exec(rest)?.[0]
  if (anchor === undefined) return undefined
  const anchored = rest.slice(anchor.length)
  return holds !== 'none' || looksRandom(anchored.slice(0, 257))
    ? openSection(line, keyed, anchored, found)
    : undefined
}

/** `name: DB_PASSWORD` above or below `value: x`. */
function readPair(line: Line, keyed: Keyed, state: State, found: Span[]): State | undefined {
  const { key, place, opens, text, value } = keyed
  const pair = state.pair?.column === place ? state.pair : undefined
  if (isNameKey(key) && !opens) {
    const isSecret = isSecretName(text)
    if (isSecret && pair?.value !== undefined) found.push(pair.value)
    pushInline(line, found)
    return { pair: { column: place, isSecret } }
  }
  if (key.toLowerCase() !== 'value') return undefined
  if (pair?.isSecret !== true || (!opens && isHarmless(text))) {
    return { ...readNamed(line, keyed, state, found), pair: { column: place, value } }
  }
  if (!opens) found.push(value)
  return { block: blockBelow(keyed, 'secrets') }
}

function readNamed(line: Line, keyed: Keyed, state: State, found: Span[]): State {
  const { key, column, opens, rest, value, text } = keyed
  const own = judgeName(key)
  const verdict = own === 'no' && state.table !== undefined ? 'maybe' : own
  const isText = /^(?:[&!]\S{1,64}[ \t]+)*[|>]/.test(rest)
  if (opens && (verdict === 'secret' || (verdict === 'soft' && isText))) {
    const table = isPluralName(key) && { table: { indent: column } }
    return { block: blockBelow(keyed, isText ? 'secrets' : 'values'), ...table }
  }
  const secret = isNoValue(keyed) ? undefined : secretPart(text, verdict, value.start)
  if (secret === undefined) {
    pushInline(line, found)
    return {}
  }
  found.push({ start: secret.start, end: value.end })
  // A plain or quoted value may continue below.
  return { block: blockBelow(keyed, 'secrets') }
}

/** A map or a list, a count (`tokens: 5`), the name of a key in a Secret. */
function isNoValue({ key, rest, text }: Keyed): boolean {
  if (/^[{[]/.test(rest) || (isPluralName(key) && /^[\d.]+$/.test(text))) return true
  return key === 'secretKey' && isPlainWord(text)
}

function pushInline({ text, from }: Line, found: Span[]): void {
  pushLocal(inlineSpans(text), from, found)
}

function pushLocal(spans: readonly Span[], from: number, found: Span[]): void {
  for (const span of spans) found.push({ start: from + span.start, end: from + span.end })
}

function openSection({ text, from }: Line, { column }: Keyed, rest: string, found: Span[]): State {
  const value = rest.trim()
  const end = from + text.length
  if (value !== '' && !/^[{[]$/.test(value)) found.push({ start: end - rest.length, end })
  return { section: { indent: column, depth: bracketDepth(rest) } }
}

function readSection(
  line: Line,
  state: State,
  section: { indent: number; depth: number },
  found: Span[],
): State {
  const { text, from, indent } = line
  const isOver = section.depth <= 0 && indent <= section.indent && text[indent] !== '-'
  if (isOver) return readLine(line, { ...state, section: undefined }, 'secret', found)
  const keyed = keyedLine(line)
  if (keyed === undefined) {
    if (!bracketsOnly.test(text)) found.push({ start: from + indent, end: from + text.length })
  } else if (!opensBelow(keyed.rest)) found.push(keyed.value)
  const depth = section.depth > 0 ? section.depth + bracketDepth(text) : 0
  return section.depth > 0 && depth <= 0 ? {} : { section: { ...section, depth } }
}
