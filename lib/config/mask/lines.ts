import { isSecretFlag } from '#lib/config/mask/arguments.ts'
import { secretPart } from '#lib/config/mask/assignments.ts'
import { isHarmless } from '#lib/config/mask/harmless-values.ts'
import { inlineSpans, isNameKey } from '#lib/config/mask/inline.ts'
import { isProseName, isSecretName, judgeName } from '#lib/config/mask/names.ts'
import { secretSections } from '#lib/config/mask/secret-resources.ts'
import type { Span } from '#lib/config/mask/spans.ts'

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
  /** Inside of `secretGenerator`. */
  readonly generator?: { readonly indent: number } | undefined
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
  let holdsSecret = mayHold && mentionsSecret(documentFrom(text, 0))
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? text.length : end)
    if (line.startsWith('---')) {
      state = {}
      holdsSecret = mayHold && mentionsSecret(documentFrom(text, from + 3))
    }
    const indent = line.search(/\S/)
    if (indent >= 0) state = readLine({ text: line, from, indent }, state, holdsSecret, found)
    from = end < 0 ? text.length + 1 : end + 1
  }
  return found
}

function documentFrom(text: string, from: number): string {
  const end = text.indexOf('\n---', from)
  return text.slice(from, end < 0 ? text.length : end)
}

/** A Secret in any spelling, one whose kind is an alias included. */
function mentionsSecret(document: string): boolean {
  if (!/secret/i.test(document)) return false
  return (
    /kind\\*["']?[ \t]*[:=][ \t]*(?:[&!][^\s"']{1,64}[ \t]+)?\\*["']?(?:sealed)?secret(?:list)?(?![\w-])/i.test(
      document,
    ) ||
    (/kind\\*["']?[ \t]*:[ \t]*\*/.test(document) &&
      /[ \t]["']?secret(?:list)?["']?(?![\w-])/i.test(document))
  )
}

const keyed =
  /^(?<head>[ \t]*(?:-[ \t]+)*(?:[{][ \t]*)?)(?:"(?<double>[^"]+)"|'(?<single>[^']+)'|(?<plain>[^\s"':{}[\],#&*!|>%@`-][^\s"':{}[\],]*))[ \t]*:(?:[ \t]+|$|(?=["'[{]))/
const opener = /^(?:[&!][^\s]{1,64}[ \t]*)*(?:[|>][-+0-9]*|[{[]?)[ \t\r]*(?:#.*)?$/
const inlineSection = /(?:^|[{,\s])\\*["']?(?:data|stringData|binaryData)\\*["']?[ \t]*:[ \t]*(?=\S)/
const bracketsOnly = /^[\s{}[\],]*$/

function readLine(line: Line, state: State, holdsSecret: boolean, found: Span[]): State {
  const { text, from, indent } = line
  const whole = { start: from + indent, end: from + text.length }
  if (state.until !== undefined) {
    found.push(whole)
    const isOpen = state.until === '\\' ? text.trimEnd().endsWith('\\') : !text.includes(state.until)
    return isOpen ? state : {}
  }
  if (state.section !== undefined) return readSection(line, state, state.section, found)
  const within = withinBlocks(line, state)
  if (within.block?.holds === 'secrets') {
    found.push(whole)
    return within
  }
  if (within.block?.holds === 'prose') return within
  const match = text.includes(':') ? keyed.exec(text) : null
  const inside = holdsSecret ? inlineSection.exec(text) : null
  // Several maps in one line, as in JSON: everything behind `data` goes.
  if (inside !== null && (match === null || inside.index + inside[0].length > match[0].length)) {
    found.push({ start: from + inside.index + inside[0].length, end: from + text.length })
  }
  return match === null ? readItem(line, within, found) : readKeyed(line, match, within, holdsSecret, found)
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
    for (const span of spans) found.push({ start: from + span.start, end: from + span.end })
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

function readKeyed(
  line: Line,
  match: RegExpExecArray,
  state: State,
  holdsSecret: boolean,
  found: Span[],
): State {
  const parts = keyedParts(line, match)
  const { key, column, rest, value, text, opens } = parts
  const end = line.from + line.text.length
  const within = { generator: state.generator }
  if (holdsSecret && secretSections.has(key)) return openSection(rest, column, end, found)
  if (key === 'secretGenerator') return { generator: { indent: column } }
  if (state.generator !== undefined && key === 'literals' && !opens) {
    found.push({ start: end - rest.length, end })
    return within
  }
  if (isProseName(key))
    return /^[|>]/.test(rest) ? { ...within, block: { indent: column, holds: 'prose' } } : within
  const pair = state.pair?.column === column ? state.pair : undefined
  if (isNameKey(key) && !opens) {
    const isSecret = isSecretName(text)
    if (isSecret && pair?.value !== undefined) found.push(pair.value)
    pushInline(line, found)
    return { ...within, pair: { column, isSecret } }
  }
  if (key.toLowerCase() === 'value' && pair?.isSecret === true && !isHarmless(opens ? 'x' : text)) {
    if (opens) return { ...within, block: { indent: column, holds: 'secrets' } }
    found.push(value)
    return { ...within, block: { indent: column, holds: 'secrets' } }
  }
  return {
    ...within,
    ...readNamed(line, parts, found),
    ...(key.toLowerCase() === 'value' && { pair: { column, value } }),
  }
}

function readNamed(line: Line, { key, column, opens, rest, value, text }: Keyed, found: Span[]): State {
  const verdict = judgeName(key)
  const isText = /^(?:[&!]\S{1,64}[ \t]+)*[|>]/.test(rest)
  if (opens && (verdict === 'secret' || (verdict === 'soft' && isText))) {
    return { block: { indent: column, holds: isText ? 'secrets' : 'values' } }
  }
  const secret = /^[{[]/.test(rest) ? undefined : secretPart(text, verdict, value.start)
  if (secret === undefined) {
    pushInline(line, found)
    return {}
  }
  found.push({ start: secret.start, end: value.end })
  // A plain or quoted value may go on below.
  return { block: { indent: column, holds: 'secrets' } }
}

function pushInline({ text, from }: Line, found: Span[]): void {
  for (const span of inlineSpans(text)) found.push({ start: from + span.start, end: from + span.end })
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
  if (isOver) return readLine(line, { ...state, section: undefined }, true, found)
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
