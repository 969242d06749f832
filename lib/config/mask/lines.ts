import { isSecretFlag } from '#lib/config/mask/arguments.ts'
import { secretPart } from '#lib/config/mask/assignments.ts'
import { isHarmless, isPlainWord } from '#lib/config/mask/harmless-values.ts'
import { commentValues, inlineSpans, isNameKey } from '#lib/config/mask/inline.ts'
import { isPluralName, isProseName, isSecretName, judgeName } from '#lib/config/mask/names.ts'
import { secretSections } from '#lib/config/mask/secret-resources.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/** What the lines above say about the next one. */
type State = {
  /** Deeper lines belong to a block: all secret, secret where they are no keys of their own, or text for people. */
  readonly block?: { readonly indent: number; readonly holds: 'secrets' | 'values' | 'prose' } | undefined
  /** Data of a Secret. What opened with a bracket ends with it, however its lines are indented. */
  readonly section?: { readonly indent: number; readonly depth: number } | undefined
  /** `name: DB_PASSWORD` or `value: x` of a map, by the column it stands in. */
  readonly pair?: { readonly column: number; readonly isSecret?: boolean; readonly value?: Span } | undefined
  /** The item above is a flag such as `--password`. */
  readonly flag?: { readonly column: number } | undefined
  /** Inside of `secretGenerator`; of `passwords:`, a table whose values look like secrets. */
  readonly generator?: { readonly indent: number } | undefined
  readonly table?: { readonly indent: number } | undefined
  /** Inside of the template of a Secret. */
  readonly template?: { readonly indent: number } | undefined
  /** A value in triple quotes, or a line that goes on below. */
  readonly until?: string | undefined
}

/** A line with where it stands in the text. */
type Line = { readonly text: string; readonly from: number; readonly indent: number }

/**
 * Secrets of a text by its lines: of configuration of any kind (INI, properties, shell, TOML, YAML in YAML), and of
 * YAML that cannot be read, where one too many is masked rather than one too few.
 */
export function lineSpans(text: string): Span[] {
  const found: Span[] = []
  let state: State = {}
  const mayHold = /secret/i.test(text)
  let holds = holdsOf(mayHold ? documentFrom(text, 0) : '')
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end)
    if (line.startsWith('---')) {
      state = {}
      holds = holdsOf(mayHold ? documentFrom(text, from + 3) : '')
    }
    const indent = line.search(/\S/)
    if (indent >= 0) state = readLine({ text: line, from, indent }, state, holds, found)
    from = end < 0 ? text.length + 1 : end + 1
  }
  return found
}

function documentFrom(text: string, from: number): string {
  const end = text.indexOf('\n---', from)
  return text.slice(from, end < 0 ? text.length : end)
}

/** Whether a document holds a Secret in any spelling, one whose kind is an alias included, or the template of one. */
type Holds = 'secret' | 'template' | 'none'

function holdsOf(document: string): Holds {
  if (!/secret/i.test(document)) return 'none'
  const kind =
    /kind\\*["']?[ \t]*[:=][ \t]*(?:[&!][^\s"']{1,64}[ \t]+)?\\*["']?(\w{0,24})secret(?:list)?(?![\w-])/gi
  const kinds = [...document.matchAll(kind)].map(([, before = '']) => before)
  if (kinds.includes('')) return 'secret'
  if (kinds.length > 0) return 'template'
  const isAlias = /kind\\*["']?[ \t]*:[ \t]*\*/.test(document)
  return isAlias && /[ \t]["']?secret(?:list)?["']?(?![\w-])/i.test(document) ? 'secret' : 'none'
}

const keyed =
  /^(?<head>[ \t]*(?:-[ \t]+)*(?:[{][ \t]*)?)(?:"(?<double>[^"]+)"|'(?<single>[^']+)'|(?<plain>[^\s"':{}[\],#&*!|>%@`-][^\s"':{}[\],]*))[ \t]*:(?:[ \t]+|$|(?=["'[{]))/
const opener = /^(?:[&!][^\s]{1,64}[ \t]*)*(?:[|>][-+0-9]*|[{[]?)[ \t\r]*(?:#.*)?$/
const inlineSection = /(?:^|[{,\s])\\*["']?(?:data|stringData|binaryData)\\*["']?[ \t]*:[ \t]*(?=\S)/
const bracketsOnly = /^[\s{}[\],]*$/

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
  if (within.block?.holds === 'secrets') {
    found.push(whole)
    return within
  }
  if (within.block?.holds === 'prose') return within
  const match = text.includes(':') ? keyed.exec(text) : null
  const inside = holds === 'secret' ? inlineSection.exec(text) : null
  // Several maps in one line, as in JSON: everything behind `data` goes.
  if (inside !== null && (match === null || inside.index + inside[0].length > match[0].length)) {
    found.push({ start: from + inside.index + inside[0].length, end: from + text.length })
  }
  return match === null ? readItem(line, within, found) : readKeyed(line, match, within, holds, found)
}

/** A block ends at the first line that is not deeper; items of a list may stand as deep as their key. */
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
    const until = goesOn(text, spans)
    if (until !== undefined) return { until }
  }
  return { ...state, pair: undefined, flag: isSecretFlag(item) ? { column: indent } : undefined }
}

/** What ends a secret value that the line opens and does not end. */
function goesOn(text: string, spans: readonly Span[]): string | undefined {
  const last = spans.at(-1)
  if (last === undefined) return undefined
  const quotes = ['"""', "'''"].find((each) => text.split(each, 3).length === 2)
  if (quotes !== undefined) return quotes
  return /(?<!\\)(?:\\\\){0,32}\\\r?$/.test(text.slice(-66)) ? '\\' : undefined
}

function itemSpan({ text, from }: Line): Span {
  const head = /^[ \t]*(?:-[ \t]+)?["']?/.exec(text)?.[0].length ?? 0
  const tail = /["']?[ \t\r,]{0,16}$/.exec(text.slice(-20))?.[0].length ?? 0
  return { start: from + head, end: from + Math.max(head, text.length - tail) }
}

type Keyed = {
  readonly key: string
  readonly column: number
  /** What stands behind the key, and its value without quotes, comma and line break. */
  readonly rest: string
  readonly value: Span
  readonly text: string
  /** The value stands in the lines below. */
  readonly opens: boolean
}

function keyedParts({ text, from }: Line, match: RegExpExecArray): Keyed {
  const { head = '', double, single, plain } = match.groups ?? {}
  const start = match[0].length
  const rest = text.slice(start)
  const value = valueSpan(text, start, from)
  return {
    key: double ?? single ?? plain ?? '',
    column: head.length,
    rest,
    value,
    text: text.slice(value.start - from, value.end - from),
    opens: rest.length < 256 && opener.test(rest),
  }
}

function readKeyed(line: Line, match: RegExpExecArray, state: State, holds: Holds, found: Span[]): State {
  const parts = keyedParts(line, match)
  const { key, column, rest, value, text, opens } = parts
  const end = line.from + line.text.length
  const within = { generator: state.generator, table: state.table, template: state.template }
  const isSecret = holds === 'secret' || (holds === 'template' && state.template !== undefined)
  if (isSecret && secretSections.has(key)) return openSection(rest, column, end, found)
  if (key === 'template' && holds === 'template' && opens) return { template: { indent: column } }
  // What is anchored may go anywhere by its alias, into a Secret as well.
  const anchor = /^&[^\s,[\]{}]{1,64}[ \t]*/.exec(rest)?.[0]
  if (
    anchor !== undefined &&
    (holds !== 'none' || looksRandom(rest.slice(anchor.length, anchor.length + 256)))
  ) {
    return openSection(rest.slice(anchor.length), column, end, found)
  }
  if (key === 'secretGenerator') return { generator: { indent: column } }
  if (state.generator !== undefined && key === 'literals' && !opens) {
    found.push({ start: end - rest.length, end })
    return within
  }
  // Ciphertext is made to be shown.
  if (key === 'encryptedData' && opens) return { ...within, block: { indent: column, holds: 'prose' } }
  if (isProseName(key))
    return /^[|>]/.test(rest) ? { ...within, block: { indent: column, holds: 'prose' } } : within
  // A tab counts like the dash and space of the item above.
  const place = match.groups?.['head']?.replaceAll('\t', '  ').length ?? column
  const pair = state.pair?.column === place ? state.pair : undefined
  if (isNameKey(key) && !opens) {
    const isSecret = isSecretName(text)
    if (isSecret && pair?.value !== undefined) found.push(pair.value)
    pushInline(line, found)
    return { ...within, pair: { column: place, isSecret } }
  }
  if (key.toLowerCase() === 'value' && pair?.isSecret === true && !isHarmless(opens ? 'x' : text)) {
    if (opens) return { ...within, block: { indent: column, holds: 'secrets' } }
    found.push(value)
    return { ...within, block: { indent: column, holds: 'secrets' } }
  }
  return {
    ...within,
    ...readNamed(line, parts, state.table !== undefined, found),
    ...(key.toLowerCase() === 'value' && { pair: { column: place, value } }),
  }
}

function readNamed(
  line: Line,
  { key, column, opens, rest, value, text }: Keyed,
  isInTable: boolean,
  found: Span[],
): State {
  const own = judgeName(key)
  const verdict = own === 'no' && isInTable ? 'maybe' : own
  const isText = /^(?:[&!]\S{1,64}[ \t]+)*[|>]/.test(rest)
  if (opens && (verdict === 'secret' || (verdict === 'soft' && isText))) {
    const table = isPluralName(key) && { table: { indent: column } }
    return { block: { indent: column, holds: isText ? 'secrets' : 'values' }, ...table }
  }
  const isCount = isPluralName(key) && /^[\d.]+$/.test(text)
  const isOpen = /^[{[]/.test(rest) || isCount || (key === 'secretKey' && isPlainWord(text))
  const secret = isOpen ? undefined : secretPart(text, verdict, value.start)
  if (secret === undefined) {
    pushInline(line, found)
    return {}
  }
  found.push({ start: secret.start, end: value.end })
  // A plain or quoted value may go on below.
  return { block: { indent: column, holds: 'secrets' } }
}

function pushInline({ text, from }: Line, found: Span[]): void {
  pushLocal(inlineSpans(text), from, found)
}

function pushLocal(spans: readonly Span[], from: number, found: Span[]): void {
  for (const span of spans) found.push({ start: from + span.start, end: from + span.end })
}

function valueSpan(line: string, start: number, from: number): Span {
  const quote = /["']/.test(line[start] ?? '') ? 1 : 0
  const tail = /["']?[ \t\r,]{0,16}$/.exec(line.slice(-20))?.[0] ?? ''
  const end = line.length - (quote === 1 ? tail.length : tail.replace(/^["']/, '').length)
  return { start: from + start + quote, end: from + Math.max(end, start + quote) }
}

function openSection(rest: string, indent: number, end: number, found: Span[]): State {
  const text = rest.trim()
  if (text !== '' && !/^[{[]$/.test(text)) found.push({ start: end - rest.length, end })
  return { section: { indent, depth: bracketDepth(rest) } }
}

function readSection(
  line: Line,
  state: State,
  section: { indent: number; depth: number },
  found: Span[],
): State {
  const { text, from, indent } = line
  const key = keyed.exec(text)
  const start = key?.[0].length ?? indent
  const rest = text.slice(start)
  const isOver = section.depth <= 0 && indent <= section.indent && text[indent] !== '-'
  if (isOver) return readLine(line, { ...state, section: undefined }, 'secret', found)
  if (!bracketsOnly.test(text) && (key === null || !opener.test(rest))) {
    found.push(
      key === null ? { start: from + indent, end: from + text.length } : valueSpan(text, start, from),
    )
  }
  const depth = section.depth > 0 ? section.depth + bracketDepth(text) : 0
  return section.depth > 0 && depth <= 0 ? {} : { section: { ...section, depth } }
}

function bracketDepth(text: string): number {
  let depth = 0
  for (const bracket of text.matchAll(/[{}[\]]/g)) depth += /[{[]/.test(bracket[0]) ? 1 : -1
  return depth
}
