import type { TextProblem } from '#lib/change/consent/reason.ts'

/** Texts that people type to get past a field. Each is compared without case, blanks and punctuation. */
const fillers: ReadonlySet<string> = new Set(
  'test testing testtest asdf asdfasdf asd qwe qwer qwerty yxcv foo bar foobar baz abc abcd xyz blah blabla bla todo tbd none null undefined reason noreason'.split(
    ' ',
  ),
)

/** Scripts in which two characters say something. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/**
 * Why a text says nothing, although something is typed; undefined when it may say something. It is only asked of a new
 * change: whoever goes on with one repeats what is recorded.
 */
export function senseProblem(reason: string): TextProblem | undefined {
  const letters = reason
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const missing = missingIn(letters)
  if (missing === undefined) return undefined
  return {
    code: 'reason-senseless',
    message: `${missing} Say in a few words why: others read it years later.`,
  }
}

function missingIn(letters: string): string | undefined {
  const characters = [...letters]
  const least = dense.test(letters) ? 2 : 3
  if (characters.length < least) return 'The reason has fewer than three letters.'
  if (new Set(characters).size === 1) return 'The reason is one character, repeated.'
  if (fillers.has(letters)) return `“${letters}” is no reason.`
  return undefined
}
