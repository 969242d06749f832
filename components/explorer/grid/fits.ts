/** Pixels that a letter of the monospaced font takes in a row. */
const monoLetter = 7.2
/** Pixels that a letter of the other font takes at most, or a little more, by its shape. */
const shapes: readonly (readonly [RegExp, number])[] = [
  [/[iljtfrI'.,:;|!() -]/, 5.2],
  [/[mwMW@%–…]/, 13.5],
  [/[A-Z\d_~&#<>=+^?$]/, 10],
]
const usualLetter = 8.2
const padding = 16
const latin = /^[ -~–…]*$/
const firstLetter = 32
const sansLetters = Array.from({ length: 127 - firstLetter }, (_, index) =>
  widthOf(String.fromCharCode(firstLetter + index)),
)

function widthOf(letter: string): number {
  return shapes.find(([shape]) => shape.test(letter))?.[1] ?? usualLetter
}

/**
 * Whether a text surely has room in a cell, beside marks of so many pixels. What may not is clipped, and drawing a clip
 * costs more than the text.
 */
export function fits(text: string, width: number, isMono: boolean, marks = 0): boolean {
  const room = width - padding - marks
  if (!latin.test(text)) return false
  return (isMono ? text.length * monoLetter : sansWidth(text)) <= room
}

function sansWidth(text: string): number {
  let width = 0
  for (let at = 0; at < text.length; at += 1) width += sansLetters[text.charCodeAt(at) - firstLetter] ?? 13.5
  return width
}

/** A text in the monospaced font as a cell that clips it shows it, so that the cell need not. */
export function cutToFit(text: string, width: number, marks = 0): string {
  if (!latin.test(text)) return text
  const letters = Math.floor((width - padding - marks) / monoLetter)
  return text.length <= letters ? text : `${text.slice(0, Math.max(0, letters - 1))}…`
}
