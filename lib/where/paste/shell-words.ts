import type { Outcome } from '#lib/base/result.ts'
import { severalCommands } from '#lib/where/paste/pasted.ts'

/** A word as the program gets it; `variable` when the shell would put something unknown into it. */
export type Word = { readonly text: string; readonly variable?: string }

/** What ends a word: a pipe, a redirection, the next command. */
const control = /^[|;<>&]/
/** What ends a command; the number of a redirection stands alone before it. */
const ending = /^(?:\d*[<>]|[|;&])/
/** A redirection and more words of the same command, which the shell passes on. */
const goesOn = /^\d*[<>]+&?\s*[^\s|;&<>]+\s+(?!\d*[<>])[^\s|;&]/

/**
 * The words of the first command of a line, as a POSIX shell or bash splits it. What follows a pipe or a redirection only
 * shows the answer and is left out; a second command is an error, because it might select other units.
 */
export function shellWords(line: string): Outcome<readonly Word[]> {
  const words: Word[] = []
  let rest = line
  for (;;) {
    rest = rest.replace(/^(?:\s|\\\r?\n)+/, '')
    if (rest === '' || rest.startsWith('#')) return { ok: true, value: words }
    if (ending.test(rest)) {
      if (goesOn.test(rest)) return { ok: false, message: 'Put the redirection at the end of the line.' }
      const isSecond = /^(?:;|&&|\|\|)\s*\S/.test(rest)
      return isSecond ? { ok: false, message: severalCommands } : { ok: true, value: words }
    }
    const word = nextWord(rest)
    if (!word.ok) return word
    words.push(word.value.word)
    rest = rest.slice(word.value.length)
  }
}

type Part = { readonly text: string; readonly length: number; readonly variable?: string }

function nextWord(rest: string): Outcome<{ word: Word; length: number }> {
  let text = ''
  let length = 0
  let variable: string | undefined
  while (length < rest.length) {
    const here = rest.slice(length)
    if (/^\s/.test(here) || control.test(here)) break
    const part = nextPart(here)
    if (part === undefined) return { ok: false, message: `A quote is not closed: ${here.slice(0, 30)}` }
    text += part.text
    length += part.length
    variable ??= part.variable
  }
  return { ok: true, value: { word: { text, ...(variable === undefined ? {} : { variable }) }, length } }
}

/** What stands at the beginning up to a change of quoting; undefined when a quote is open. */
function nextPart(here: string): Part | undefined {
  if (here.startsWith("$'")) return escapedQuote(here)
  const first = here.charAt(0)
  if (first === "'") {
    const close = here.indexOf("'", 1)
    return close < 0 ? undefined : { text: here.slice(1, close), length: close + 1 }
  }
  if (first === '"') return doubleQuote(here)
  if (first === '\\') return backslash(here)
  return variableAt(here) ?? { text: first, length: 1 }
}

function backslash(here: string): Part {
  const next = here.charAt(1)
  if (next === '\n') return { text: '', length: 2 }
  return { text: next, length: 2 }
}

const variablePattern = /^\$(?:\{[^}]*\}|\([^)]*\)|[A-Za-z_]\w*|[0-9@*#?])|^`[^`]*`/

function variableAt(here: string): Part | undefined {
  const found = variablePattern.exec(here)?.[0]
  return found === undefined ? undefined : { text: found, length: found.length, variable: found }
}

function doubleQuote(here: string): Part | undefined {
  let text = ''
  let variable: string | undefined
  for (let at = 1; at < here.length; ) {
    const rest = here.slice(at)
    if (rest.startsWith('"')) return { text, length: at + 1, ...(variable === undefined ? {} : { variable }) }
    const escaped = /^\\([$`"\\\n])/.exec(rest)
    const found = escaped ? undefined : variableAt(rest)
    text += escaped ? (escaped[1] ?? '').replace('\n', '') : (found?.text ?? rest.charAt(0))
    variable ??= found?.variable
    at += escaped ? 2 : (found?.length ?? 1)
  }
  return undefined
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** `$'it\'s'`: quoting of bash with escapes. */
function escapedQuote(here: string): Part | undefined {
  const found = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(here)
  if (found === null) return undefined
  const text = (found[1] ?? '').replaceAll(/\\(x[0-9A-Fa-f]{1,2}|[\s\S])/g, (_, code: string) =>
    code.length > 1 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
  )
  return { text, length: found[0].length }
}
