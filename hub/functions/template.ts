import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { Outcome } from '#lib/base/result.ts'

export type Template = {
  /** Names behind `.Params.`, as written. */
  readonly params: readonly string[]
  readonly evaluate: (scope: JsonMap) => Outcome<string>
}

type Word = { readonly kind: 'field'; readonly path: readonly string[] } | { kind: 'text'; value: string }
type Step = { readonly name: string | undefined; readonly words: readonly Word[] }
type Part = string | readonly Step[]

const maxLength = 4096

/** Functions that a template may call, like those of Go's `strings`: the text first, then what to cut off. */
const functions: Readonly<Record<string, (text: string, cut: string) => string>> = {
  toUpper: (text) => text.toUpperCase(),
  toLower: (text) => text.toLowerCase(),
  trimSpace: (text) => text.trim(),
  trimPrefix: (text, cut) => (text.startsWith(cut) ? text.slice(cut.length) : text),
  trimSuffix: (text, cut) => (cut !== '' && text.endsWith(cut) ? text.slice(0, -cut.length) : text),
}
const takes = (name: string) => (name === 'trimPrefix' || name === 'trimSuffix' ? 2 : 1)

/**
 * Reads a template of the kind that arguments have (contract 4.10, Evaluator `template`): a subset of Go's
 * text/template: fields, string literals, pipelines and a few functions. A missing field is an error.
 */
export function parseTemplate(text: string): Outcome<Template> {
  if (text.length > maxLength) return refuse(`at most ${maxLength} characters`)
  const parts: Part[] = []
  let rest = text
  for (let open = rest.indexOf('{{'); open >= 0; open = rest.indexOf('{{')) {
    const close = rest.indexOf('}}', open)
    if (close < 0) return refuse('{{ without }}')
    const action = readAction(rest.slice(open + 2, close))
    if (!action.ok) return action
    const before = rest.slice(0, open)
    const after = rest.slice(close + 2)
    parts.push(action.value.trimsBefore ? before.trimEnd() : before, action.value.steps)
    rest = action.value.trimsAfter ? after.trimStart() : after
  }
  parts.push(rest)
  return { ok: true, value: { params: paramsOf(parts), evaluate: (scope) => evaluate(parts, scope) } }
}

type Action = {
  readonly steps: readonly Step[]
  readonly trimsBefore: boolean
  readonly trimsAfter: boolean
}

/** The text between `{{` and `}}`; `- ` and ` -` at its ends trim the whitespace outside. */
function readAction(inner: string): Outcome<Action> {
  const trimsBefore = /^-\s/.test(inner)
  const trimsAfter = /\s-$/.test(inner)
  const code = inner.slice(trimsBefore ? 1 : 0, trimsAfter ? -1 : undefined).trim()
  const steps: Step[] = []
  for (const piece of pieces(code)) {
    const step = readStep(piece)
    const given = step === undefined ? 0 : step.words.length + (steps.length > 0 ? 1 : 0)
    const wanted = step?.name === undefined ? 1 : takes(step.name)
    if (step === undefined || given !== wanted || (step.name === undefined && steps.length > 0))
      return refuse(
        `{{${code}}} is not understood: write a field such as .Params.name or .UnitSlug, a string, and ${Object.keys(functions).join(', ')} with what they take`,
      )
    steps.push(step)
  }
  return { ok: true, value: { steps, trimsBefore, trimsAfter } }
}

const word = /^(?:(\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|"((?:[^"\\\n]|\\["\\nt])*)"|`([^`]*)`|([A-Za-z]\w*))/
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' }

function readStep(piece: string): Step | undefined {
  let name: string | undefined
  const words: Word[] = []
  let rest = piece.trim()
  while (rest !== '') {
    const match = word.exec(rest)
    if (match === null) return undefined
    const [all, field, quoted, raw, called] = match
    rest = rest.slice(all.length).trimStart()
    if (field !== undefined) words.push({ kind: 'field', path: field.slice(1).split('.') })
    else if (called === undefined) words.push({ kind: 'text', value: raw ?? unescaped(quoted ?? '') })
    else if (name === undefined && words.length === 0 && Object.hasOwn(functions, called)) name = called
    else return undefined
  }
  return { name, words }
}

/** The parts of an action, split at each `|` that is not in a string. */
function pieces(code: string): string[] {
  const strings: string[] = []
  const bare = code.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, (text) => `"${strings.push(text) - 1}"`)
  return bare
    .split('|')
    .map((piece) => piece.replaceAll(/"(\d+)"/g, (text, at: string) => strings[Number(at)] ?? text))
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
}

function paramsOf(parts: readonly Part[]): string[] {
  const words = parts.flatMap((part) => (typeof part === 'string' ? [] : part.flatMap((step) => step.words)))
  return words.flatMap((each) =>
    each.kind === 'field' && each.path[0] === 'Params' && each.path[1] !== undefined ? [each.path[1]] : [],
  )
}

function evaluate(parts: readonly Part[], scope: JsonMap): Outcome<string> {
  let text = ''
  for (const part of parts) {
    const piece: Outcome<string> = typeof part === 'string' ? { ok: true, value: part } : run(part, scope)
    if (!piece.ok) return piece
    text += piece.value
  }
  return { ok: true, value: text }
}

function run(steps: readonly Step[], scope: JsonMap): Outcome<string> {
  let piped: string | undefined
  for (const { name, words } of steps) {
    const values: string[] = []
    for (const each of words) {
      const value = each.kind === 'text' ? { ok: true as const, value: each.value } : read(each.path, scope)
      if (!value.ok) return value
      values.push(value.value)
    }
    // As in Go, the piped value is the last argument.
    if (piped !== undefined) values.push(piped)
    const [first = '', second = ''] = values
    piped = name === undefined ? first : (functions[name]?.(first, second) ?? first)
  }
  return { ok: true, value: piped ?? '' }
}

function read(path: readonly string[], scope: JsonMap): Outcome<string> {
  let value: Json | undefined = scope
  for (const key of path) {
    value = isJsonMap(value) ? member(value, key) : undefined
    if (value === undefined) return refuse(`.${path.join('.')} has no value`)
  }
  return typeof value === 'object'
    ? refuse(`.${path.join('.')} is not a single value`)
    : { ok: true, value: String(value) }
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message: `template: ${message}` }
}
