/**
 * Characters that are invisible, or that change how the text beside them is displayed: control characters, format
 * characters such as bidi overrides, everything Unicode lets fonts ignore, unpaired surrogates and unusual line breaks.
 * UTS #39 describes how they are abused.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u
const candidates = new RegExp(hidden, 'gu')

const joiners = '\u200c\u200d'
/** Requests the coloured form of the character before it. */
const emojiStyle = '\ufe0f'
const emojiBase = /\p{Emoji}/u
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u
/** Scripts in which joiners are part of the spelling (Unicode 16, chapters 9 and 12). */
const joining =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Mongolian}]/u

/** Writes invisible characters out, as `⟨U+202E⟩`, so that a reader sees everything the text contains. */
export function visibleText(text: string): string {
  if (!hidden.test(text)) return text
  return text.replaceAll(candidates, (character, at: number) =>
    isLegible(text, character, at) ? character : nameOf(character),
  )
}

/** Whether the text has no visible characters. @internal For tests. */
export function isInvisible(text: string): boolean {
  return text.replaceAll(candidates, '').trim() === ''
}

function isLegible(text: string, character: string, at: number): boolean {
  if (character === '\n' || character === '\t') return true
  if (character === '\r') return text[at + 1] === '\n'
  if (!joiners.includes(character) && character !== emojiStyle) return false
  const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? ''
  if (character === emojiStyle) return emojiBase.test(before)
  const [after = ''] = text.slice(at + 1, at + 3)
  return (emoji.test(before) && emoji.test(after)) || (joining.test(before) && joining.test(after))
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}
